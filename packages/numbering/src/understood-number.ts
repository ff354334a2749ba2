import type { Destination } from './destination.ts';

export type NumberKind = 'international' | 'domestic' | 'emergency' | 'short' | 'unknown';

/** What a dialled string turned out to be. */
export interface UnderstoodNumber {
  readonly kind: NumberKind;
  /** `+` and 5 to 15 digits; `null` where the number has no such form. */
  readonly e164: string | null;
  /** `null` for emergency, short and unknown numbers, and for domestic ones of a plan without a home country. */
  readonly destination: Destination | null;
  /** ISO 3166 alpha-2 of the country an unknown number may have been meant for. */
  readonly candidate: string | null;
  /** Codes of `REASONS`; those that carry a value are written `code:value`. */
  readonly reasons: readonly string[];
}

/** The answer of `sekisho number`, keys in the order they are printed. */
export interface NumberDescription {
  readonly raw: string;
  readonly kind: NumberKind;
  readonly e164: string | null;
  readonly iso2: string | null;
  readonly country: string | null;
  readonly prefix: string | null;
  readonly jpyPerMinute: number | null;
  readonly unitSeconds: number | null;
  readonly risk: readonly string[];
  readonly reasons: readonly string[];
}
