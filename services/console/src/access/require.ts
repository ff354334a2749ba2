import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { AccessEnv, Caller } from './caller.ts';
import type { AccessParts } from './parts.ts';
import type { Permission } from './permission.ts';
import { isApi, refuse, statusOf } from './refuse.ts';

/** How long a sign-in is fresh. */
export const FRESH_MS = 5 * 60_000;

/** Which service a request is about; `undefined` where it is about none. */
export type ServiceOf = (c: Context) => string | undefined | Promise<string | undefined>;

/** Lets pass who may do that; others are sent to sign in, or refused and told of. */
export function requirePermission(
  parts: AccessParts,
  permission: Permission,
  serviceOf: ServiceOf = () => undefined,
): MiddlewareHandler<AccessEnv> {
  return async (c, next) => {
    const caller = c.get('caller');
    if (caller === undefined) return askToSignIn(parts, c);
    const service = await serviceOf(c);
    if (parts.rights.can(caller, permission, service)) return next();
    return deny(parts, c, { caller, permission, service });
  };
}

interface Denied {
  caller: Caller;
  permission: Permission;
  service?: string | undefined;
}

/** Refuses what somebody may not do, and tells the audit log. */
export async function deny(
  parts: AccessParts,
  c: Context,
  { caller, permission, service }: Denied,
): Promise<Response> {
  const { refusals, now } = parts;
  // The pattern, not the path: that may hold a number.
  const detail = { method: c.req.method, route: routePath(c), service: service ?? null };
  const { subject: actor } = caller;
  const refused = { actor, action: 'access.denied', subject: permission, detail };
  await refusals.tell(refused, now());
  return refuse(parts, c, 'forbidden');
}

/** Lets pass who has just proved who he is; a program never has. */
export function requireFresh(parts: AccessParts): MiddlewareHandler<AccessEnv> {
  return async (c, next) => {
    const caller = c.get('caller');
    if (caller === undefined) return askToSignIn(parts, c);
    if (caller.kind === 'program') return refuse(parts, c, 'forbidden');
    if (isFresh(caller.freshAt, parts.now())) return next();
    return toSignIn(parts, c, 'sign-in-again');
  };
}

function isFresh(freshAt: number | null, now: number): boolean {
  return freshAt !== null && now - freshAt <= FRESH_MS;
}

function askToSignIn(parts: AccessParts, c: Context): Response | Promise<Response> {
  return toSignIn(parts, c, 'not-signed-in');
}

function toSignIn(
  parts: AccessParts,
  c: Context,
  code: 'not-signed-in' | 'sign-in-again',
): Response | Promise<Response> {
  if (isApi(c)) return refuse(parts, c, code);
  const isPart = c.req.header('hx-request') === 'true';
  const query = new URLSearchParams({ next: pathAfter(c, isPart) });
  if (code === 'sign-in-again') query.set('fresh', '1');
  const place = `/sign-in?${query}`;
  c.header('Cache-Control', 'no-store');
  if (!isPart) return c.redirect(place, 303);
  // A part of a page would show the sign-in within it.
  c.header('HX-Redirect', place);
  return c.body(null, statusOf(code));
}

/** What to show after signing in: the page that a form or a part belongs to. */
function pathAfter(c: Context, isPart: boolean): string {
  const { pathname, search } = new URL(c.req.url);
  if (c.req.method === 'GET' && !isPart) return `${pathname}${search}`;
  const page = c.req.header('hx-current-url') ?? c.req.header('referer');
  if (page === undefined || !URL.canParse(page)) return '/';
  const from = new URL(page);
  return `${from.pathname}${from.search}`;
}
