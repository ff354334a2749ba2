export const HOUR_MS = 3_600_000;
export const WEEK_HOURS = 168;

/** Parts of an hour's records whose share says whether a feed is what it was. */
export const SHARES = ['unknown', 'international', 'unanswered'] as const;
export type Share = (typeof SHARES)[number];

/** Records of one source that arrived within one hour. */
export interface HourCount extends Readonly<Record<Share, number>> {
  source: string;
  /** Hours since 1970. */
  hour: number;
  records: number;
  /** From when a record says it happened to when it was stored, in ms; half of them took no longer. */
  delayMs: number;
}
