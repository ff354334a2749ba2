import type { Destination } from './destination.ts';

const SECONDS_PER_MINUTE = 60;

/**
 * Price of a call in thousandths of a yen: every started unit counts, and the sum is rounded
 * half up once. `null` where the destination has no rate.
 * @param talkMs integer milliseconds, 0 or more
 */
export function costMilliYen(destination: Destination, talkMs: number): number | null {
  const { milliYenPerMinute, unitSeconds } = destination;
  if (milliYenPerMinute === null || unitSeconds === null) return null;
  const unitMs = unitSeconds * 1000;
  const rest = talkMs % unitMs;
  const units = (talkMs - rest) / unitMs + (rest > 0 ? 1 : 0);
  const product = units * unitSeconds * milliYenPerMinute;
  return Number.isSafeInteger(product)
    ? perMinute(product)
    : hugeCost(units, unitSeconds, milliYenPerMinute);
}

// The remainder is taken first: a division of integers near 2^53 is not exact.
function perMinute(product: number): number {
  const rest = product % SECONDS_PER_MINUTE;
  return (product - rest) / SECONDS_PER_MINUTE + (rest * 2 >= SECONDS_PER_MINUTE ? 1 : 0);
}

function hugeCost(units: number, unitSeconds: number, milliYenPerMinute: number): number {
  const product = BigInt(units) * BigInt(unitSeconds) * BigInt(milliYenPerMinute);
  return Number((product + 30n) / 60n);
}
