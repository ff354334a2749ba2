import { randomBytes } from 'node:crypto';
import { LedgerError } from '../errors.ts';
import type { Ledger, Run } from '../ledger.ts';
import type { TokenScope } from './grant.ts';
import { isSameHash, newSecret, secretHash } from './secret.ts';

export const LONGEST_TOKEN_MS = 365 * 86_400_000;
const USED_EVERY_MS = 60_000;
const FORM = /^sek_([a-z0-9]{8})_([0-9a-f]{64})$/;

/** What a program signs in with, but for its secret. Times are epoch ms. */
export interface ApiToken {
  prefix: string;
  /** What it is for. */
  name: string;
  scopes: readonly TokenScope[];
  services: readonly string[];
  at: number;
  by: string;
  until: number;
  usedAt: number | null;
  revokedAt: number | null;
  revokedBy: string | null;
}

const COLUMNS = 'prefix, name, scopes, services, at, by, until, used_at, revoked_at, revoked_by';

interface NewToken extends Pick<ApiToken, 'name' | 'scopes' | 'services' | 'by' | 'until'> {
  now: number;
}

/**
 * Makes a token. It is given out here and never again.
 * @throws LedgerError `invalid` for one that would last for over a year, or has no scope
 */
export async function createToken(
  { run }: { run: Run },
  { name, scopes, services, by, until, now }: NewToken,
): Promise<ApiToken & { token: string }> {
  if (until <= now || until - now > LONGEST_TOKEN_MS) {
    throw new LedgerError('invalid', 'a token lasts for 365 days at most; write fewer');
  }
  if (scopes.length === 0 || services.length === 0) {
    throw new LedgerError('invalid', 'a token has a scope and a service at least; name one');
  }
  const prefix = randomBytes(4).toString('hex');
  const secret = newSecret();
  const [created] = await run<ApiToken>(
    `insert into api_token (prefix, secret_hash, name, scopes, services, by, at, until)
      values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
    [prefix, secretHash(secret), name, scopes, services, by, new Date(now), new Date(until)],
  );
  return { ...created!, token: `sek_${prefix}_${secret}` };
}

/** The token that somebody shows, while it is good; its use is noted to the minute. */
export async function useToken(
  { run }: { run: Run },
  shown: string,
  now: number,
): Promise<ApiToken | undefined> {
  const [, prefix, secret] = FORM.exec(shown) ?? [];
  if (prefix === undefined || secret === undefined) return undefined;
  const [found] = await run<ApiToken & { secretHash: string }>(
    `select ${COLUMNS}, secret_hash from api_token
      where prefix = $1 and revoked_at is null and until > $2`,
    [prefix, new Date(now)],
  );
  if (found === undefined || !isSameHash(found.secretHash, secretHash(secret))) return undefined;
  const { secretHash: _, ...token } = found;
  if (token.usedAt !== null && now - token.usedAt < USED_EVERY_MS) return token;
  await run('update api_token set used_at = $2 where prefix = $1', [prefix, new Date(now)]);
  return { ...token, usedAt: now };
}

export function listTokens({ run }: { run: Run }): Promise<ApiToken[]> {
  return run<ApiToken>(`select ${COLUMNS} from api_token order by at, prefix`);
}

interface TokenRevocation {
  prefix: string;
  by: string;
  reason: string;
  now: number;
}

/** @throws LedgerError `conflict` where there is none, or it was revoked */
export async function revokeToken(
  ledger: Ledger,
  { prefix, by, reason, now }: TokenRevocation,
): Promise<ApiToken> {
  const [revoked] = await ledger.run<ApiToken>(
    `update api_token set revoked_at = $2, revoked_by = $3, revoked_reason = $4
      where prefix = $1 and revoked_at is null returning ${COLUMNS}`,
    [prefix, new Date(now), by, reason],
  );
  if (revoked !== undefined) return revoked;
  throw new LedgerError(
    'conflict',
    `there is no token ${prefix}, or it is revoked; see sekisho token list`,
  );
}
