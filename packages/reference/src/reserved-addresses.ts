import { BlockList, isIPv4 } from 'node:net';

// The registries of special-purpose addresses (RFC 6890 and its successors), and multicast. Files of
// countries name whoever holds the block around them: the shipped one puts 192.168.0.0/16 in Australia.
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
// Only 2000::/3 is given out; of it Teredo and the like, documentation and 6to4 are nobody's.
const V6_GIVEN_OUT = '2000::/3';
const V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const reservedV4 = listOf(V4, 'ipv4');
const givenOutV6 = listOf([V6_GIVEN_OUT], 'ipv6');
const reservedV6 = listOf(V6, 'ipv6');

/** Whether an address is one that no network in the world holds for itself. */
export function isReserved(address: string): boolean {
  if (isIPv4(address)) return reservedV4.check(address, 'ipv4');
  // With a zone it is one of this machine's links.
  if (address.includes('%')) return true;
  return !givenOutV6.check(address, 'ipv6') || reservedV6.check(address, 'ipv6');
}

function listOf(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}
