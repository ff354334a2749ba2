/** Two independent 32-bit halves of a hash, reused: read them before the next call. */
export interface HashedKey {
  low: number;
  high: number;
}

/**
 * A hash of two strings, 64 bits in two halves, cyrb53's mixing. Call ids come from strangers'
 * phones, so the seed is secret: who cannot predict a hash cannot make two calls look like one.
 */
export function createKeyHash(
  seedLow: number,
  seedHigh: number,
): (a: string, b: string) => HashedKey {
  const hashed: HashedKey = { low: 0, high: 0 };
  return (a, b) => {
    let low = 0xdeadbeef ^ seedLow;
    let high = 0x41c6ce57 ^ seedHigh;
    for (let i = 0; i < a.length; i++) {
      const code = a.charCodeAt(i);
      low = Math.imul(low ^ code, 2654435761);
      high = Math.imul(high ^ code, 1597334677);
    }
    // No character is 65,536: the two strings cannot run into one another.
    low = Math.imul(low ^ 65_536, 2654435761);
    high = Math.imul(high ^ 65_536, 1597334677);
    for (let i = 0; i < b.length; i++) {
      const code = b.charCodeAt(i);
      low = Math.imul(low ^ code, 2654435761);
      high = Math.imul(high ^ code, 1597334677);
    }
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    hashed.low = low >>> 0;
    hashed.high = high >>> 0;
    return hashed;
  };
}
