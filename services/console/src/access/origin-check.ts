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
  const { address, refusals, now } = parts;
  const deny = async (c: Context, because: 'foreign-origin' | 'wrong-host') => {
    const detail = { because, method: c.req.method };
    const refused = { actor: 'unknown', action: 'request.denied', subject: 'console', detail };
    await refusals.tell(refused, now());
    return refuse(parts, c, because);
  };
  return async (c, next) => {
    if (!address.isOwnHost(c)) return deny(c, 'wrong-host');
    if (!SAFE.includes(c.req.method) && !isOurs(parts, c)) return deny(c, 'foreign-origin');
    return next();
  };
}

function isOurs({ address }: AccessParts, c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return OURS.includes(site);
  const origin = c.req.header('origin');
  if (origin !== undefined) return address.isOwnOrigin(c, origin);
  // A program, not a browser: it has to show a token, which no browser adds by itself.
  return isApi(c) && c.req.header('authorization') !== undefined;
}
