import { LedgerError } from '../errors.ts';
import type { Ledger } from '../ledger.ts';
import type { Grant } from './grant.ts';
import { hashPassword } from './password.ts';
import { revokeSessions } from './session.ts';

/** An account that works without an identity provider. Times are epoch ms. */
export interface Account {
  name: string;
  grants: readonly Grant[];
  at: number;
  by: string;
  signedInAt: number | null;
  failures: number;
  lockedUntil: number | null;
  disabledAt: number | null;
  disabledBy: string | null;
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const COLUMNS =
  'name, grants, at, by, signed_in_at, failures, locked_until, disabled_at, disabled_by';

/** Who it is, in sessions, the audit log and approvals. */
export function localSubject(name: string): string {
  return `local:${name}`;
}

interface NewAccount {
  name: string;
  password: string;
  grants: readonly Grant[];
  by: string;
  now: number;
}

/** @throws LedgerError `invalid` for a name or password that cannot be, `conflict` for one there is */
export async function addAccount(
  ledger: Ledger,
  { name, password, grants, by, now }: NewAccount,
): Promise<Account> {
  if (!NAME.test(name)) {
    throw new LedgerError(
      'invalid',
      `${name}: no name of an account; write 1 to 64 of a-z, 0-9, dot, dash and underscore`,
    );
  }
  const kept = await hashPassword(password);
  const [added] = await ledger.run<Account>(
    `insert into local_account (name, password, grants, at, by, password_at, password_by)
      values ($1, $2, $3::jsonb, $4, $5, $4, $5) on conflict do nothing returning ${COLUMNS}`,
    [name, kept, JSON.stringify(grants), new Date(now), by],
  );
  if (added !== undefined) return added;
  throw new LedgerError('conflict', `${name} is an account already; reset it, or name another`);
}

export function listAccounts(ledger: Ledger): Promise<Account[]> {
  return ledger.run<Account>(`select ${COLUMNS} from local_account order by name`);
}

interface AccountChange {
  name: string;
  by: string;
  now: number;
}

/**
 * Nobody signs in to it any more, and who is signed in is so no more.
 * @throws LedgerError `conflict` where it is disabled, or there is none
 */
export function disableAccount(
  ledger: Ledger,
  { name, by, reason, now }: AccountChange & { reason: string },
): Promise<Account> {
  return ledger.transaction(async (run) => {
    const [disabled] = await run<Account>(
      `update local_account set disabled_at = $2, disabled_by = $3, disabled_reason = $4
        where name = $1 and disabled_at is null returning ${COLUMNS}`,
      [name, new Date(now), by, reason],
    );
    if (disabled === undefined) throw absent(name);
    const because = 'account-changed';
    await revokeSessions({ run }, { subject: localSubject(name), by, because, now });
    return disabled;
  });
}

/**
 * Gives it another password, and lets it be tried again at once; a disabled one works again. Who
 * is signed in is so no more.
 * @throws LedgerError `conflict` where there is none, `invalid` for the password
 */
export async function resetAccount(
  ledger: Ledger,
  { name, password, by, now }: AccountChange & { password: string },
): Promise<Account> {
  const kept = await hashPassword(password);
  return ledger.transaction(async (run) => {
    const [reset] = await run<Account>(
      `update local_account set password = $2, password_at = $3, password_by = $4, failures = 0,
          failed_at = null, locked_until = null, disabled_at = null, disabled_by = null,
          disabled_reason = ''
        where name = $1 returning ${COLUMNS}`,
      [name, kept, new Date(now), by],
    );
    if (reset === undefined) throw absent(name);
    const because = 'account-changed';
    await revokeSessions({ run }, { subject: localSubject(name), by, because, now });
    return reset;
  });
}

function absent(name: string): LedgerError {
  return new LedgerError(
    'conflict',
    `there is no account ${name}, or it is disabled; see sekisho account list`,
  );
}
