/** When a leg, or a call of which some legs are known, began and ended. Times are epoch ms. */
export interface Span {
  startedAt: number;
  /** `Infinity` where it is up, or where nothing told of its end. */
  endedAt: number;
  talkMs: number;
}

/** By so much the clocks of two elements may differ. */
export const CLOCK_SKEW_MS = 10_000;
/** Some elements take a call to begin when it is dialled, some when it is answered. */
export const RINGING_MS = 180_000;
/** A call passes no more elements than this, each of which may see two sides of it. */
export const MOST_LEGS = 8;

/**
 * Whether two legs with the same correlationId, subscriber and called number are one call: an id
 * that came with the call is a stranger's word, and who gave all calls the same would else have
 * made a single one. They are up at the same time and, once both have ended, began or ended
 * together; of an attempt that nobody answered the next one is the end.
 */
export function isOneCall(a: Span, b: Span): boolean {
  const apart = Math.abs(a.startedAt - b.startedAt);
  const isParallel =
    a.startedAt <= b.endedAt + CLOCK_SKEW_MS && b.startedAt <= a.endedAt + CLOCK_SKEW_MS;
  if (apart > RINGING_MS || !isParallel) return false;
  const hasTalkedTwice = a.talkMs > 0 && b.talkMs > 0;
  if (!hasTalkedTwice || a.endedAt === Infinity || b.endedAt === Infinity) return true;
  return apart <= CLOCK_SKEW_MS || Math.abs(a.endedAt - b.endedAt) <= CLOCK_SKEW_MS;
}
