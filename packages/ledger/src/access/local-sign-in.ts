import { appendAudit } from '../audit.ts';
import type { Ledger, Run } from '../ledger.ts';
import { localSubject } from './account.ts';
import type { Grant } from './grant.ts';
import { hashPassword, isOutdated, isPassword } from './password.ts';

/** After so many failures in a row an account waits. */
export const FAILURES_BEFORE_LOCK = 5;
const FIRST_WAIT_MS = 60_000;
/** Whoever knows a name can keep its account locked: not for longer than this at a time. */
const LONGEST_WAIT_MS = 15 * 60_000;
/** Failures of another day are forgotten. */
const FORGOTTEN_MS = 86_400_000;

/** What comes of a name and a password. A caller outside must not learn which of the others it was. */
export type LocalSignIn =
  | { is: 'signed-in'; name: string; subject: string; grants: readonly Grant[] }
  | { is: 'wrong-password'; lockedUntil: number | null }
  | { is: 'locked' | 'disabled' | 'unknown' };

interface Attempt {
  name: string;
  password: string;
  now: number;
}

interface TriedAccount {
  name: string;
  password: string;
  grants: readonly Grant[];
  lockedUntil: number | null;
}

/**
 * Tries a name and a password. The attempt is counted before the password is looked at, and the
 * count is taken back where it was right. A wrong password and what it locks is in the audit log;
 * a name that nobody has is not, since people type passwords there.
 */
export async function signInLocally(
  ledger: Ledger,
  { name: given, password, now }: Attempt,
): Promise<LocalSignIn> {
  const name = given.trim().toLowerCase();
  const account = await beginAttempt(ledger, name, now);
  const isRight = await isPassword(password, account?.password);
  if (account === undefined) return { is: await whyNot(ledger, name) };
  if (!isRight) return noteFailure(ledger, account, now);
  const kept = isOutdated(account.password) ? await hashPassword(password) : account.password;
  return noteSuccess(ledger, { account, kept, now });
}

async function beginAttempt(
  { run }: { run: Run },
  name: string,
  now: number,
): Promise<TriedAccount | undefined> {
  const [account] = await run<TriedAccount>(
    `update local_account as a set failures = n.failures, failed_at = $2, locked_until = case
          when n.failures < $3 then null
          else $2::timestamptz + least($4 * 2.0 ^ least(n.failures - $3, 30), $5) * interval '1 ms'
        end
      from (
        select name, 1 + case when failed_at > $6 then failures else 0 end as failures
          from local_account where name = $1 for update
      ) as n
      where a.name = n.name and a.disabled_at is null
        and (a.locked_until is null or a.locked_until <= $2)
      returning a.name, a.password, a.grants, a.locked_until`,
    [
      name,
      new Date(now),
      FAILURES_BEFORE_LOCK,
      FIRST_WAIT_MS,
      LONGEST_WAIT_MS,
      new Date(now - FORGOTTEN_MS),
    ],
  );
  return account;
}

async function whyNot({ run }: { run: Run }, name: string) {
  const [account] = await run<{ disabledAt: number | null }>(
    'select disabled_at from local_account where name = $1',
    [name],
  );
  if (account === undefined) return 'unknown';
  return account.disabledAt === null ? 'locked' : 'disabled';
}

function noteFailure(
  ledger: Ledger,
  { name, lockedUntil }: TriedAccount,
  now: number,
): Promise<LocalSignIn> {
  const subject = localSubject(name);
  const told = { at: now, actor: subject, subject };
  return ledger.transaction(async (run) => {
    const failed = { because: 'wrong-password', way: 'local' };
    await appendAudit({ run }, { ...told, action: 'sign-in.failed', detail: failed });
    if (lockedUntil !== null) {
      const detail = { until: new Date(lockedUntil).toISOString() };
      await appendAudit({ run }, { ...told, actor: 'auto', action: 'account.locked', detail });
    }
    return { is: 'wrong-password', lockedUntil };
  });
}

async function noteSuccess(
  { run }: { run: Run },
  { account, kept, now }: { account: TriedAccount; kept: string; now: number },
): Promise<LocalSignIn> {
  // Meanwhile it may have been disabled, or given another password.
  const [signedIn] = await run(
    `update local_account set failures = 0, failed_at = null, locked_until = null,
        signed_in_at = $2, password = $3
      where name = $1 and password = $4 and disabled_at is null returning name`,
    [account.name, new Date(now), kept, account.password],
  );
  if (signedIn === undefined) return { is: 'disabled' };
  const { name, grants } = account;
  return { is: 'signed-in', name, subject: localSubject(name), grants };
}
