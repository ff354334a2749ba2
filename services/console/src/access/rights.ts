import { ALL_SERVICES } from '@sekisho/ledger';
import type { Caller } from './caller.ts';
import { type Permission, ruleOf } from './permission.ts';

export interface Rights {
  /**
   * Whether somebody may do that, in a service; without one, in any. What is of the whole
   * installation takes a grant for all services.
   */
  can(caller: Caller | undefined, permission: Permission, service?: string): boolean;
  /** In which services: what is shown must be kept to them. `*` is all. */
  servicesOf(caller: Caller | undefined, permission: Permission): typeof ALL_SERVICES | string[];
}

interface RightsOptions {
  /** Operators see the numbers of a case. */
  operatorsReveal: boolean;
}

export function createRights({ operatorsReveal }: RightsOptions): Rights {
  const granted = (caller: Caller | undefined, permission: Permission): readonly string[] => {
    if (caller === undefined) return [];
    const { roles, ifEnabled = [], scope } = ruleOf(permission);
    if (caller.kind === 'program') {
      return scope !== null && caller.scopes.includes(scope) ? caller.services : [];
    }
    const allowed = operatorsReveal ? [...roles, ...ifEnabled] : roles;
    return caller.grants.filter(({ role }) => allowed.includes(role)).flatMap(servicesIn);
  };
  return {
    can(caller, permission, service) {
      const services = granted(caller, permission);
      if (services.includes(ALL_SERVICES)) return true;
      if (ruleOf(permission).reach === 'installation') return false;
      return service === undefined ? services.length > 0 : services.includes(service);
    },
    servicesOf(caller, permission) {
      const services = granted(caller, permission);
      if (services.includes(ALL_SERVICES)) return ALL_SERVICES;
      if (ruleOf(permission).reach === 'installation') return [];
      return [...new Set(services)].sort();
    },
  };
}

function servicesIn({ services }: { services: readonly string[] }): readonly string[] {
  return services;
}
