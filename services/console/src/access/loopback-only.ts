import { type Access, type AccessOptions, assembleAccess, base } from './create-access.ts';
import { isLoopback } from './loopback.ts';
import { loopbackAddress } from './own-address.ts';
import { createRights } from './rights.ts';
import { createSessionCookie } from './session-cookie.ts';

/** A console without accounts that others could reach. */
export class NotLoopbackError extends Error {
  override readonly name = 'NotLoopbackError';
  readonly code = 'not-loopback';
}

/**
 * Access without accounts, for a console that this machine alone reaches: whoever is on it has an
 * operator's rights under the name that he writes, and can neither approve nor reveal.
 * @throws NotLoopbackError where the server is to listen elsewhere
 */
export function loopbackOnly({
  host,
  ...options
}: AccessOptions & {
  /** What the server is to listen on. */
  host: string;
}): Access {
  if (!isLoopback(host)) {
    throw new NotLoopbackError(
      `${host}: the console without accounts listens on a loopback address only; ` +
        'write 127.0.0.1, or an access file (docs/access.md)',
    );
  }
  options.log.warn('no accounts: whoever is on this machine is an operator, under any name');
  return assembleAccess({
    ...base(options),
    rights: createRights({ operatorsReveal: false }),
    ways: { local: false, claimed: true },
    address: loopbackAddress(),
    url: 'http://localhost',
    cookie: createSessionCookie({ isSecure: false }),
  });
}
