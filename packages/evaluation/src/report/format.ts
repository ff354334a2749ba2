import type { Estimate } from '../statistics/estimate.ts';

/** What stands where there is no figure. */
const NOTHING = '–';

/** A share as `62.5 %`. */
export function percent(share: number | null): string {
  return isFigure(share) ? `${(share * 100).toFixed(1)} %` : NOTHING;
}

/** A share with its interval, as `62.5 % (58–67)`. */
export function percentWithin(estimate: Estimate | null): string {
  if (estimate === null) return NOTHING;
  const { value, low, high } = estimate;
  return `${percent(value)} (${(low * 100).toFixed(0)}–${(high * 100).toFixed(0)})`;
}

/** A rate with its interval, as `12.3 (8.1–18)`. */
export function rateWithin(estimate: Estimate | null): string {
  if (estimate === null) return NOTHING;
  const { value, low, high } = estimate;
  return `${threeDigits(value)} (${threeDigits(low)}–${threeDigits(high)})`;
}

export function whole(value: number | null | undefined): string {
  return isFigure(value) ? Math.round(value).toLocaleString('en') : NOTHING;
}

export function yen(value: number | null | undefined): string {
  return isFigure(value) ? `¥${whole(value)}` : NOTHING;
}

/** Seconds as `45 s`, `12 min`, `3.5 h` or `2.1 d`. */
export function duration(seconds: number | null | undefined): string {
  if (!isFigure(seconds)) return NOTHING;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`;
  return `${(seconds / 86_400).toFixed(1)} d`;
}

function isFigure(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && !Number.isNaN(value);
}

function threeDigits(value: number): string {
  return value >= 100 ? whole(value) : String(Number(value.toPrecision(3)));
}
