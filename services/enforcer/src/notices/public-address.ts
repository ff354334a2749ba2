import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';

// What is not the public Internet (RFC 6890 and its successors), multicast too. 64:ff9b::/96 and
// 2002::/16 carry IPv4 addresses of any kind.
const V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
const V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
const GIVEN_OUT_V6 = '2000::/3';

const privateV4 = listOf(V4, 'ipv4');
const givenOutV6 = listOf([GIVEN_OUT_V6], 'ipv6');
const specialV6 = listOf(V6, 'ipv6');

/** Whether an address is one of the public Internet. */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !privateV4.check(address, 'ipv4');
  if (isIP(address) === 0 || address.includes('%')) return false;
  // Only 2000::/3 is given out, so that mapped IPv4 addresses are none.
  return givenOutV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
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

function listOf(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}
