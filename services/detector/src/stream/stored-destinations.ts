import type { Destination, Numbering } from '@sekisho/numbering';

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
    for (const known of destinations) this.#known.set(keyOf(known), known);
  }

  /** @param stored country key, ISO code, prefix, class and risk lists, joined by `|` */
  of(stored: string): Destination {
    const known = this.#known.get(stored);
    if (known !== undefined) return known;
    const made = destinationOf(stored, this.#next++);
    this.#known.set(stored, made);
    return made;
  }
}

function keyOf({ prefix, countryKey, iso2, class: kind, risk }: Destination): string {
  return `${countryKey}|${iso2 ?? ''}|${prefix ?? ''}|${kind}|${risk.join()}`;
}

function destinationOf(stored: string, index: number): Destination {
  const [countryKey = '', iso2 = '', prefix = '', kind = '', risk = ''] = stored.split('|');
  return Object.freeze({
    prefix: prefix || null,
    countryCode: countryKey.startsWith('+') ? countryKey.slice(1) : '',
    iso2: iso2 || null,
    country: null,
    countryJa: null,
    class: kind,
    // What it cost is stored with the call; a deck that no longer has it cannot price more of it.
    milliYenPerMinute: null,
    unitSeconds: null,
    risk: Object.freeze(risk === '' ? [] : risk.split(',')),
    index,
    countryKey,
  });
}
