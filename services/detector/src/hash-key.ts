/** Two independent 32-bit halves of a hash, reused: read them before the next call. */
export interface HashedKey {
  low: number;
  high: number;
}

/** What two strings name: equal strings of different kinds do not hash alike. */
type KeyKind = 'leg' | 'interim' | 'correlation';

export type KeyHash = (kind: KeyKind, a: string, b: string) => HashedKey;

// No character is above 65,535: neither a kind nor the place between the strings can be forged.
const SEPARATORS: Record<KeyKind, number> = { leg: 65_536, interim: 65_537, correlation: 65_538 };

/**
 * A hash of two strings, 64 bits in two halves, cyrb53's mixing. Call ids come from strangers'
 * phones, so the seed is secret: who cannot predict a hash cannot make two calls look like one.
 */
export function createKeyHash(seedLow: number, seedHigh: number): KeyHash {
  const hashed: HashedKey = { low: 0, high: 0 };
  return (kind, a, b) => {
    const separator = SEPARATORS[kind];
    let low = 0xdeadbeef ^ seedLow;
    let high = 0x41c6ce57 ^ seedHigh;
    for (let i = 0; i < a.length; i++) {
      const code = a.charCodeAt(i);
      low = Math.imul(low ^ code, 2654435761);
      high = Math.imul(high ^ code, 1597334677);
    }
    low = Math.imul(low ^ separator, 2654435761);
    high = Math.imul(high ^ separator, 1597334677);
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
