import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
const OWN_SITE = ['same-origin', 'none'];
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Nothing inline, nothing from elsewhere, framed by nobody. */
export function guardHeaders(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    // Loopback has no certificate, and a browser would keep it for every port of the machine.
    strictTransportSecurity: false,
  });
}

/** @param refuse answers a request that another site sent */
export function refuseForeign(refuse: (c: Context) => Response | Promise<Response>) {
  const guard: MiddlewareHandler = async (c, next) => {
    if (!isOwnHost(c) || (!SAFE.includes(c.req.method) && !isOwnSite(c))) return refuse(c);
    return next();
  };
  return guard;
}

/** A foreign name that was made to lead to this machine is no name of ours. */
function isOwnHost(c: Context): boolean {
  return LOOPBACK.includes(new URL(c.req.url).hostname);
}

/** Whatever the body is: JSON too. A browser that tells neither is refused. */
function isOwnSite(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return OWN_SITE.includes(site);
  const origin = c.req.header('origin');
  return origin !== undefined && URL.canParse(origin) && sameHost(origin, c.req.url);
}

function sameHost(origin: string, url: string): boolean {
  return new URL(origin).host === new URL(url).host;
}
