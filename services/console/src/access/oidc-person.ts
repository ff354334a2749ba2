import type { Grant } from '@sekisho/ledger';
import type { Claims } from './oidc-provider.ts';
import type { OidcSettings } from './settings-schema.ts';

const LONGEST_NAME = 100;

/** Whom the provider's claims are of. */
export interface OidcPerson {
  subject: string;
  name: string;
  grants: Grant[];
  /** Epoch ms; `null` where the provider does not say when the person proved who he is. */
  freshAt: number | null;
}

export function personOfClaims(
  claims: Claims,
  { groupsClaim, nameClaim, groups }: OidcSettings,
  now: number,
): OidcPerson {
  const { sub, auth_time: authTime } = claims;
  const member = textsOf(claims[groupsClaim]);
  const grants = groups
    .filter(({ group }) => member.includes(group))
    .map(({ role, services }) => ({ role, services }));
  const names = [claims[nameClaim], claims['preferred_username'], claims['email'], sub];
  return {
    subject: `oidc:${sub}`,
    name: shown(names.find((name) => typeof name === 'string' && name.trim() !== '')),
    grants,
    freshAt: typeof authTime === 'number' ? Math.min(authTime * 1000, now) : null,
  };
}

function textsOf(claim: unknown): unknown[] {
  return Array.isArray(claim) ? claim : [claim];
}

function shown(name: unknown): string {
  return String(name).replaceAll(/\p{C}/gu, '').trim().slice(0, LONGEST_NAME);
}
