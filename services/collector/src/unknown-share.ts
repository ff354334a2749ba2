const MINUTE_MS = 60_000;
/** What is looked at, and what it is held against. */
const NOW_MINUTES = 15;
const WEEK_MINUTES = 7 * 24 * 60;

/** Of fewer records a share says little. */
const FEWEST_NOW = 100;
const FEWEST_BEFORE = 1000;
/** A shift: so many times the share of before, and at least so much more. */
const TIMES = 3;
const MORE = 0.05;

interface Sum {
  records: number;
  unknown: number;
}

/**
 * The share of records whose line the directory does not know: of the last quarter of an hour, and
 * of the week before it as far as this process has seen it.
 */
export class UnknownShare {
  // One slot a minute, used again when the week is over.
  readonly #records = new Uint32Array(WEEK_MINUTES);
  readonly #unknown = new Uint32Array(WEEK_MINUTES);
  #minute = 0;

  /** @param now epoch ms */
  note(isKnown: boolean, now: number): void {
    const slot = this.#slotAt(now);
    this.#records[slot]!++;
    if (!isKnown) this.#unknown[slot]!++;
  }

  /** Of the last 15 minutes, 0 to 1; NaN without a record. */
  shareNow(now: number): number {
    return shareOf(this.#sum(now, 0, NOW_MINUTES));
  }

  /** Of the week before them, 0 to 1; NaN without a record. */
  shareBefore(now: number): number {
    return shareOf(this.#sum(now, NOW_MINUTES, WEEK_MINUTES));
  }

  /** In words, when it has risen as it does by a fault; nothing otherwise. */
  shift(now: number): string | undefined {
    const recent = this.#sum(now, 0, NOW_MINUTES);
    const before = this.#sum(now, NOW_MINUTES, WEEK_MINUTES);
    if (recent.records < FEWEST_NOW || before.records < FEWEST_BEFORE) return undefined;
    const [is, was] = [shareOf(recent), shareOf(before)];
    if (is < was * TIMES || is - was < MORE) return undefined;
    return `share of records of unknown lines rose from ${percent(was)} to ${percent(is)}: a switch changed its number form, or the directory is stale; see sekisho directory unknown`;
  }

  #sum(now: number, fromMinutes: number, toMinutes: number): Sum {
    this.#slotAt(now);
    const sum = { records: 0, unknown: 0 };
    for (let ago = fromMinutes; ago < toMinutes; ago++) {
      const slot = (this.#minute - ago) % WEEK_MINUTES;
      sum.records += this.#records[slot]!;
      sum.unknown += this.#unknown[slot]!;
    }
    return sum;
  }

  /** Clears what has become too old on the way; a clock set back counts for the newest minute. */
  #slotAt(now: number): number {
    const minute = Math.floor(now / MINUTE_MS);
    const passed = Math.min(minute - this.#minute, WEEK_MINUTES);
    for (let i = 0; i < passed; i++) {
      const slot = (minute - i) % WEEK_MINUTES;
      this.#records[slot] = 0;
      this.#unknown[slot] = 0;
    }
    if (passed > 0) this.#minute = minute;
    return this.#minute % WEEK_MINUTES;
  }
}

function shareOf({ records, unknown }: Sum): number {
  return records === 0 ? Number.NaN : unknown / records;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
