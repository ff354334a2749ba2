import type { Random } from './random.ts';
import { switchOf } from './switches.ts';

const HEX = Array.from({ length: 65_536 }, (_, i) => i.toString(16).padStart(4, '0'));

export function hex8(rng: Random): string {
  const word = rng.word();
  return HEX[word >>> 16]! + HEX[word & 0xffff]!;
}

function uuid(rng: Random): string {
  const [b, c] = [hex8(rng), hex8(rng)];
  return `${hex8(rng)}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(0, 3)}-${c.slice(4)}${hex8(rng)}`;
}

/** A call id in the manner of the switch: a UUID, hexadecimal words or a decimal serial. */
export function callId(rng: Random, source: string): string {
  const { callIds } = switchOf(source);
  if (callIds === 'uuid') return uuid(rng);
  if (callIds === 'hex') return hex8(rng) + hex8(rng);
  if (callIds === 'sip') return `${hex8(rng)}${hex8(rng)}${hex8(rng)}@${source}`;
  return String(rng.word()).padStart(10, '0') + String(rng.word()).padStart(10, '0');
}
