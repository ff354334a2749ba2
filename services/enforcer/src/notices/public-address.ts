import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isReserved } from '@sekisho/reference/reserved-addresses';

/** Whether an address is one of the public Internet. */
export function isPublic(address: string): boolean {
  return isIP(address) !== 0 && !isReserved(address);
}

/** A host that does not lead to the public Internet. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
  readonly code = 'private-address';

  constructor() {
    super('leads to a private address; set allowPrivate: true if that is meant');
  }
}

/**
 * Looks a name up for a connection, and refuses it if any of its addresses is not public. It is the
 * connection's own look-up: a name that changes its address in between gains nothing.
 */
export function createPublicLookup(resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const refused =
        error ??
        (addresses.every(({ address }) => isPublic(address)) ? null : new PrivateAddressError());
      if (refused !== null) return callback(refused, '', 0);
      const [first] = addresses;
      if (options.all === true) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}
