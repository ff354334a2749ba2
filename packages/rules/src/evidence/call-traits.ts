/** How new a call was to its subscriber when it began. */
export const KNOWN = 0;
export const NEW_NUMBER_IN_KNOWN_RANGE = 1;
export const NEW_RANGE_IN_KNOWN_COUNTRY = 2;
export const NEW_COUNTRY = 3;

export const ODD_LENGTH = 1;
export const UNALLOCATED = 2;
export const NEW_FORM = 4;
export const FORWARDED = 8;
export const ON_RISK_LIST = 16;
export const SOURCE_ABROAD = 32;
export const SPECIAL_CLASS = 64;

/** What a call was like when it began, seen beside what was usual then; shares are 0 to 1. */
export interface CallTraits {
  novelty: number;
  quiet: number;
  rarity: number;
  source: number;
  ride: number;
  flags: number;
}

const LEVELS = 256;
const MOST = LEVELS - 1;
const TWO_32 = 2 ** 32;

/** All in one number: a call's row stays small. */
export function packTraits({ novelty, quiet, rarity, source, ride, flags }: CallTraits): number {
  let packed = flags;
  for (const share of [ride, source, rarity, quiet])
    packed = packed * LEVELS + Math.round(Math.min(1, Math.max(0, share)) * MOST);
  return packed * 4 + novelty;
}

export function noveltyOf(packed: number): number {
  return packed & 3;
}

// By bits, 32 at a time: a remainder of what does not fit into 32 bits costs twenty times as much.
export function unpackTraits(packed: number, into: CallTraits): CallTraits {
  const low = packed | 0;
  const high = Math.floor(packed / TWO_32);
  into.novelty = low & 3;
  into.quiet = ((low >>> 2) & MOST) / MOST;
  into.rarity = ((low >>> 10) & MOST) / MOST;
  into.source = ((low >>> 18) & MOST) / MOST;
  into.ride = ((low >>> 26) | ((high & 3) << 6)) / MOST;
  into.flags = high >>> 2;
  return into;
}
