/**
 * Where a number leads and what it costs: one frozen object for every distinct
 * combination of country, rate and risk, so that callers may compare by identity.
 */
export interface Destination {
  /** The deck's longest match, `''` for its default row, `null` where the deck has none or is not asked. */
  readonly prefix: string | null;
  /** Digits of the country calling code: `44`, `1`, `881`. */
  readonly countryCode: string;
  readonly iso2: string | null;
  /** English name, of a country or an international network. */
  readonly country: string | null;
  readonly countryJa: string | null;
  /** `country`, `satellite`, `network`, `premium`, `freephone`, `unallocated`, or what the deck says. */
  readonly class: string;
  /** Thousandths of a yen for a minute. */
  readonly milliYenPerMinute: number | null;
  readonly unitSeconds: number | null;
  /** Names of the risk lists that match. */
  readonly risk: readonly string[];
  /** Dense, from 0, unique within one `Numbering`. */
  readonly index: number;
  /** `iso2`, or `+` and the country code where there is none. */
  readonly countryKey: string;
}
