import { BlockList, isIP } from 'node:net';

/** The file of clients cannot be used; the message says which line, and never what stands there. */
export class RadiusClientsError extends Error {
  override readonly name = 'RadiusClientsError';
  readonly code = 'radius-clients-invalid';
}

/** The secret shared with the client at an address; `undefined` where none is known there. */
export type SecretOf = (address: string) => Buffer | undefined;

const SHORTEST_SECRET = 8;

interface Client {
  addresses: BlockList;
  prefix: number;
  secret: Buffer;
}

/**
 * Lines of an address, or of a network such as `192.0.2.0/24`, and a secret; `#` begins a comment.
 * Of several that match, the narrowest holds. @throws RadiusClientsError
 */
export function parseClients(text: string): SecretOf {
  const clients = text
    .split(/\r?\n/)
    .map((line, index) => ({ words: line.trim().split(/\s+/), number: index + 1 }))
    .filter(({ words: [first = ''] }) => first !== '' && !first.startsWith('#'))
    .map(({ words, number }) => parseClient(words, number));
  if (clients.length === 0) throw new RadiusClientsError('names no client; write `ADDRESS SECRET`');
  const sorted = clients.sort((a, b) => b.prefix - a.prefix);
  return (address) => {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    return sorted.find(({ addresses }) => addresses.check(address, family))?.secret;
  };
}

function parseClient(words: readonly string[], line: number): Client {
  const [network = '', secret = '', ...more] = words;
  if (more.length > 0 || secret.length < SHORTEST_SECRET) {
    throw new RadiusClientsError(
      `line ${line}: write an address and a secret of at least ${SHORTEST_SECRET} characters, without blanks`,
    );
  }
  const [address = '', width] = network.split('/', 2);
  const version = isIP(address);
  const bits = version === 6 ? 128 : 32;
  const prefix = width === undefined ? bits : /^\d{1,3}$/.test(width) ? Number(width) : bits + 1;
  if (version === 0 || prefix > bits) {
    throw new RadiusClientsError(`line ${line}: no address or network in front of the secret`);
  }
  const addresses = new BlockList();
  addresses.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4');
  return { addresses, prefix, secret: Buffer.from(secret) };
}
