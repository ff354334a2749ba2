import type { Destination, Numbering } from '@sekisho/numbering';

/** What a journal row tells of where its call led. */
export interface StoredDestination {
  prefix: string;
  countryKey: string;
  iso2: string;
  class: string;
  /** Names of the lists that matched, joined by commas. */
  risk: string;
}

/**
 * Destinations of calls that were stored, maybe under other decks and lists: each is the one that
 * numbering knows with the same traits, or stands for itself.
 */
export class StoredDestinations {
  readonly #known = new Map<string, Destination>();
  #next: number;

  constructor({ destinations }: Pick<Numbering, 'destinations'>) {
    // Home has the index after all those abroad.
    this.#next = destinations.length + 1;
    for (const known of destinations) {
      const { prefix, countryKey, iso2, risk } = known;
      this.#known.set(
        keyOf({
          prefix: prefix ?? '',
          countryKey,
          iso2: iso2 ?? '',
          class: known.class,
          risk: risk.join(),
        }),
        known,
      );
    }
  }

  of(stored: StoredDestination): Destination {
    const key = keyOf(stored);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = destinationOf(stored, this.#next++);
    this.#known.set(key, made);
    return made;
  }
}

function keyOf({ prefix, countryKey, iso2, class: kind, risk }: StoredDestination): string {
  return `${countryKey}|${iso2}|${prefix}|${kind}|${risk}`;
}

function destinationOf(stored: StoredDestination, index: number): Destination {
  const { prefix, countryKey, iso2, risk } = stored;
  return Object.freeze({
    prefix: prefix || null,
    countryCode: countryKey.startsWith('+') ? countryKey.slice(1) : '',
    iso2: iso2 || null,
    country: null,
    countryJa: null,
    class: stored.class,
    // What it cost is stored with the call; a deck that no longer has it cannot price more of it.
    milliYenPerMinute: null,
    unitSeconds: null,
    risk: Object.freeze(risk === '' ? [] : risk.split(',')),
    index,
    countryKey,
  });
}
