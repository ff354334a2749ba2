import {
  type ApiToken,
  findSession,
  LedgerError,
  type Session,
  useSession,
  useToken,
} from '@sekisho/ledger';
import type { Context, MiddlewareHandler } from 'hono';
import type { AccessEnv, Caller } from './caller.ts';
import type { AccessParts } from './parts.ts';
import { isApi, refuse } from './refuse.ts';

const BEARER = /^Bearer ([\w-]{1,200})$/i;

/** Finds out who asks: by a token under `/api`, by the session's cookie everywhere else. */
export function identify(parts: AccessParts): MiddlewareHandler<AccessEnv> {
  return async (c, next) => {
    const found = await callerOf(parts, c).catch((error: unknown) => {
      if (!(error instanceof LedgerError)) throw error;
      parts.log.error({ code: error.code }, 'who asks cannot be found out');
      return refuse(parts, c, 'ledger-unreachable');
    });
    if (found instanceof Response) return found;
    if (found !== undefined) c.set('caller', found);
    return next();
  };
}

function callerOf(parts: AccessParts, c: Context): Promise<Caller | Response | undefined> {
  return isApi(c) ? programOf(parts, c) : personOf(parts, c);
}

async function programOf(parts: AccessParts, c: Context): Promise<Caller | Response | undefined> {
  const { ledger, refusals, now } = parts;
  const shown = c.req.header('authorization');
  if (shown === undefined) return undefined;
  const [, secret = ''] = BEARER.exec(shown) ?? [];
  const token = await useToken(ledger, secret, now());
  if (token !== undefined) return asProgram(token);
  const detail = { because: 'bad-token' };
  const refused = { actor: 'unknown', action: 'token.refused', subject: 'console', detail };
  await refusals.tell(refused, now());
  return refuse(parts, c, 'bad-token');
}

function asProgram({ prefix, name, scopes, services, until }: ApiToken): Caller {
  return { kind: 'program', subject: `token:${prefix}`, name, scopes, services, until };
}

async function personOf(
  { ledger, cookie, now }: AccessParts,
  c: Context,
): Promise<Caller | undefined> {
  const id = cookie.read(c);
  if (id === undefined || id === '') return undefined;
  // A page that stands open and asks by itself is nobody who is there.
  const find = isStream(c) ? findSession : useSession;
  const session = await find(ledger, id, now());
  return session === undefined ? undefined : asPerson(session);
}

function isStream(c: Context): boolean {
  return (c.req.header('accept') ?? '').includes('text/event-stream');
}

function asPerson(session: Session): Caller {
  return { kind: 'person', ...session };
}

/** Whether the session of a stream lasts still; streams outlive the request that began them. */
export async function isStillSignedIn(
  { ledger, cookie, now }: AccessParts,
  c: Context,
): Promise<boolean> {
  const id = cookie.read(c);
  return id !== undefined && (await findSession(ledger, id, now())) !== undefined;
}
