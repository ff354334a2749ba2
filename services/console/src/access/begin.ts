import { beginSession, type Session } from '@sekisho/ledger';
import type { Context } from 'hono';
import type { AccessParts } from './parts.ts';

type SignedIn = Pick<Session, 'subject' | 'name' | 'way' | 'grants' | 'freshAt'>;

/** Begins a session under an id that the browser did not have before, and goes on. */
export async function beginAndGoOn(
  { ledger, cookie, now, log }: AccessParts,
  c: Context,
  { signedIn, next }: { signedIn: SignedIn; next: string },
): Promise<Response> {
  const replaces = cookie.read(c) || undefined;
  const { id, sessionNo } = await beginSession(ledger, { ...signedIn, now: now(), replaces });
  cookie.write(c, id);
  const { subject, way } = signedIn;
  if (way === 'local') log.warn({ subject, session: sessionNo }, 'signed in by a local account');
  else log.info({ subject, way, session: sessionNo }, 'signed in');
  c.header('Cache-Control', 'no-store');
  return c.redirect(next, 303);
}
