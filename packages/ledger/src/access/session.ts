import type { Ledger, Run } from '../ledger.ts';
import type { Grant } from './grant.ts';
import { newSecret, secretHash } from './secret.ts';

export const SESSION_IDLE_MS = 30 * 60_000;
/** A shift. */
export const SESSION_LONGEST_MS = 12 * 3_600_000;

/** How somebody proved who he is. */
export type SignInWay = 'oidc' | 'local';

/** Somebody who is signed in. Times are epoch ms. */
export interface Session {
  /** May be shown; what opens the session is the id, which is not kept. */
  sessionNo: number;
  subject: string;
  name: string;
  way: SignInWay;
  grants: readonly Grant[];
  since: number;
  seenAt: number;
  /** `null` where it is not known when the person last proved who he is. */
  freshAt: number | null;
  until: number;
}

interface SignedIn extends Pick<Session, 'subject' | 'name' | 'way' | 'grants' | 'freshAt'> {
  now: number;
  /** Of the session that the browser had: it ends, whosever it was. */
  replaces?: string | undefined;
}

/** Why a session ended before its time. */
export type SessionEnd = 'signed-out' | 'replaced' | 'revoked' | 'account-changed';

const COLUMNS = 'session_no, subject, name, way, grants, since, seen_at, fresh_at, until';
const KEPT_MS = 30 * 86_400_000;
/** Each request would else be a write. */
const SEEN_EVERY_MS = 60_000;

/** Begins a session, with an id that never was one before. @returns it with that id */
export async function beginSession(
  ledger: Ledger,
  { subject, name, way, grants, freshAt, now, replaces }: SignedIn,
): Promise<Session & { id: string }> {
  const id = newSecret();
  return ledger.transaction(async (run) => {
    if (replaces !== undefined) {
      await endSession({ run }, { id: replaces, by: subject, because: 'replaced', now });
    }
    await run('delete from console_session where until < $1', [new Date(now - KEPT_MS)]);
    const [begun] = await run<Session>(
      `insert into console_session
          (id_hash, subject, name, way, grants, since, seen_at, fresh_at, until)
        values ($1, $2, $3, $4, $5::jsonb, $6, $6, $7, $8) returning ${COLUMNS}`,
      [
        secretHash(id),
        subject,
        name,
        way,
        JSON.stringify(grants),
        new Date(now),
        freshAt === null ? null : new Date(freshAt),
        new Date(now + SESSION_LONGEST_MS),
      ],
    );
    return { ...begun!, id };
  });
}

/** The session of an id while it lasts, looked at without using it. */
export async function findSession(
  { run }: { run: Run },
  id: string,
  now: number,
): Promise<Session | undefined> {
  const [found] = await run<Session>(
    `select ${COLUMNS} from console_session
      where id_hash = $1 and ended_at is null and until > $2 and seen_at > $3`,
    [secretHash(id), new Date(now), new Date(now - SESSION_IDLE_MS)],
  );
  return found;
}

/** The same, and its idle time begins anew. */
export async function useSession(
  ledger: { run: Run },
  id: string,
  now: number,
): Promise<Session | undefined> {
  const session = await findSession(ledger, id, now);
  if (session === undefined || now - session.seenAt < SEEN_EVERY_MS) return session;
  await ledger.run(
    'update console_session set seen_at = greatest(seen_at, $2) where session_no = $1',
    [session.sessionNo, new Date(now)],
  );
  return { ...session, seenAt: now };
}

/** Ends the session of an id; one that has ended stays as it ended. */
export async function endSession(
  { run }: { run: Run },
  { id, by, because, now }: { id: string; by: string; because: SessionEnd; now: number },
): Promise<void> {
  await run(
    `update console_session set ended_at = $2, ended_by = $3, ended_because = $4
      where id_hash = $1 and ended_at is null`,
    [secretHash(id), new Date(now), by, because],
  );
}

interface Revocation {
  subject: string;
  /** One alone; else all of the subject. */
  sessionNo?: number | undefined;
  by: string;
  because: SessionEnd;
  now: number;
}

/** Ends sessions of a person. @returns how many */
export async function revokeSessions(
  { run }: { run: Run },
  { subject, sessionNo, by, because, now }: Revocation,
): Promise<number> {
  const ended = await run(
    `update console_session set ended_at = $3, ended_by = $4, ended_because = $5
      where subject = $1 and ($2::integer is null or session_no = $2) and ended_at is null
      returning session_no`,
    [subject, sessionNo ?? null, new Date(now), by, because],
  );
  return ended.length;
}

/** Those that last, of one person or of all, the one begun last first. */
export function openSessions(
  { run }: { run: Run },
  { subject, now }: { subject?: string | undefined; now: number },
): Promise<Session[]> {
  return run<Session>(
    `select ${COLUMNS} from console_session
      where ended_at is null and until > $1 and seen_at > $2
        and ($3::text is null or subject = $3)
      order by session_no desc`,
    [new Date(now), new Date(now - SESSION_IDLE_MS), subject ?? null],
  );
}
