import { isLoopback } from './loopback.ts';
import type { OwnAddress } from './parts.ts';

/** A console whose address is known. */
export function addressOf(url: string): OwnAddress {
  const own = new URL(url).origin;
  return {
    isOwnOrigin: (_, origin) => origin === own,
    // Cookies are of this host alone: under another name nobody is signed in.
    isOwnHost: () => true,
  };
}

/**
 * A console that this machine alone reaches, under any name of it. A site may have its own name
 * lead here, and its pages are then of the same origin: such a name is refused.
 */
export function loopbackAddress(): OwnAddress {
  return {
    isOwnOrigin: (c, origin) => origin === `http://${c.req.header('host')}`,
    isOwnHost: (c) => isLoopbackHost(c.req.header('host') ?? ''),
  };
}

function isLoopbackHost(host: string): boolean {
  const url = `http://${host}`;
  return (
    URL.canParse(url) &&
    new URL(url).host === host.toLowerCase() &&
    isLoopback(new URL(url).hostname)
  );
}
