/** Bytes that mean something to one of the parsers. */
const POISON = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ',',
  ':',
  '%',
  '\0',
  '\\ud800',
  '1e999',
  '-',
  'null',
  '""',
]
  .concat(['true', '9'.repeat(400), '['.repeat(300), '\uFEFF', '__proto__', '2026-02-30T00:00:00Z'])
  .map((text) => Buffer.from(text))
  .concat([Buffer.from([0xff]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xc0, 0x80])]);

/** mulberry32: the same numbers on every run. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) % below;
  };
}

/** Changes `bytes[0, length)` at one place; gives the new length. */
export function mutate(bytes: Buffer, length: number, random: (below: number) => number): number {
  const at = random(length + 1);
  switch (random(6)) {
    case 0:
      bytes[at] = (bytes[at] as number) ^ (1 << random(8));
      return length;
    case 1:
      bytes[at] = random(256);
      return length;
    case 2:
      return at;
    case 3:
      bytes.copyWithin(at, random(length + 1), length);
      return length;
    case 4: {
      const poison = POISON[random(POISON.length)] as Buffer;
      bytes.copyWithin(at + poison.length, at, length);
      poison.copy(bytes, at);
      return length + poison.length;
    }
    default: {
      const end = Math.min(length, at + 1 + random(20));
      bytes.copyWithin(at, end, length);
      return length - (end - at);
    }
  }
}
