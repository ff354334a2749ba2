import type { Context, MiddlewareHandler } from 'hono';
import type { AccessEnv } from './caller.ts';
import type { AccessParts } from './parts.ts';
import { isApi, refuse } from './refuse.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
const OURS = ['same-origin', 'none'];

/**
 * Refuses what another site had the browser ask for, of any content type: what browsers say of a
 * request's origin cannot be written by a page.
 */
export function checkOrigin(parts: AccessParts): MiddlewareHandler<AccessEnv> {
  const { refusals, now } = parts;
  const deny = async (c: Context) => {
    const detail = { because: 'foreign-origin', method: c.req.method };
    const refused = { actor: 'unknown', action: 'request.denied', subject: 'console', detail };
    await refusals.tell(refused, now());
    return refuse(parts, c, 'foreign-origin');
  };
  return async (c, next) => {
    if (!SAFE.includes(c.req.method) && !isOurs(parts, c)) return deny(c);
    return next();
  };
}

function isOurs({ url }: AccessParts, c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return OURS.includes(site);
  const origin = c.req.header('origin');
  if (origin !== undefined) return origin === new URL(url).origin;
  // A program, not a browser: it has to show a token, which no browser adds by itself.
  return isApi(c) && c.req.header('authorization') !== undefined;
}
