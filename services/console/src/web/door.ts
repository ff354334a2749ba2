import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { Access } from '../access/create-access.ts';
import type { Permission } from '../access/permission.ts';
import { claimedName } from './claimed-name.ts';
import type { ConsoleEnv } from './env.ts';
import { refuseForeign } from './guard.ts';
import { signedInPerson } from './person.ts';

/** Who is let in, and how that is found out. */
export interface Door {
  /** Before all routes: refuses what another site sent. */
  readonly guard: MiddlewareHandler;
  /** Signing in and out. */
  readonly routes: Hono | undefined;
  /** Before all pages: sets `person`, or sends away who may not look. */
  readonly entry: MiddlewareHandler<ConsoleEnv>;
  /** Answers who may not do that. */
  deny(c: Context<ConsoleEnv>, permission: Permission, service?: string): Promise<Response>;
  /** Of a stream that goes on: whether who began it is still let in. */
  isStillOpen(c: Context): Promise<boolean>;
}

/** Without accounts: whoever is on this machine, under the name that he claims. */
export function openDoor(): Door {
  const foreign = (c: Context<ConsoleEnv>) =>
    c.text(`${c.get('words').fault.crossSite} (cross-site)\n`, 403);
  return {
    guard: refuseForeign(foreign),
    routes: undefined,
    entry: claimedName(),
    deny: (c) => Promise.resolve(c.text(`${c.get('words').fault.forbidden} (forbidden)\n`, 403)),
    isStillOpen: () => Promise.resolve(true),
  };
}

/** With accounts: who is signed in, with the rights of his roles. */
export function accountsDoor(access: Access): Door {
  // The access knows of the caller alone, the pages of more.
  const mayLook = access.requires('alerts.read') as unknown as MiddlewareHandler<ConsoleEnv>;
  return {
    guard: access.guard as MiddlewareHandler,
    routes: access.routes as unknown as Hono,
    entry: (c, next) =>
      mayLook(c, async () => {
        const caller = c.get('caller');
        if (caller?.kind === 'person') c.set('person', signedInPerson(caller, access));
        await next();
      }),
    deny: (c, permission, service) => {
      const caller = c.get('caller');
      if (caller === undefined) throw new Error('nobody is refused what he did not ask for');
      return access.deny(c, { caller, permission, ...(service === undefined ? {} : { service }) });
    },
    isStillOpen: (c) => access.isStillSignedIn(c),
  };
}
