// An entry is five 32-bit lanes: two of hash; 26 bits of subscriber, 3 of traits and the top 3 of
// the span from start to `at`; `at` in 42 bits and the other 22 of the span.
const GROWTH = 1.2;
const FULLEST = 0.92;
const EPOCH_MS = Date.UTC(2000, 0, 1);
const TWO_32 = 2 ** 32;
const SPAN_BITS = 25;
/** A span is stored above this, for starts a little after `at`. */
const SPAN_FLOOR_MS = -10_000;
/** Stands for a span that does not fit: then the start is in a map beside the table. */
const FAR_SPAN = 2 ** SPAN_BITS - 1;
/** Older than any record: then the subscriber's clock alone counts. */
const NEVER = Number.NEGATIVE_INFINITY;
const MOST_SUBSCRIBERS = 2 ** 26;

/** What is known of a leg, or of one interim of it. */
export interface KnownLeg {
  /** Epoch ms, of the first accepted record. */
  startedAt: number;
  /** `START_SEEN`, `STOP_SEEN` and `CORRELATED`. */
  traits: number;
}

/** Whether a leg whose newest record was of `at` is beyond the horizon for a record of `next`. */
type IsOver = (subscriber: number, at: number, next: number) => boolean;

/** One open-addressed table of legs. */
export class LegShard {
  readonly #isOver: IsOver;
  #capacity = 32;
  #low = new Uint32Array(this.#capacity);
  /** 0 is a free slot; a hash of 0 is taken for 1. */
  #high = new Uint32Array(this.#capacity);
  #owner = new Uint32Array(this.#capacity);
  #timeHigh = new Uint32Array(this.#capacity);
  #timeLow = new Uint32Array(this.#capacity);
  readonly #farStarts = new Map<string, number>();
  // A leg is looked for, then noted, often twice each: the last answer is kept.
  #lastLow = 0;
  #lastHigh = 0;
  #lastSubscriber = -1;
  #lastSlot = 0;
  size = 0;

  constructor(isOver: IsOver) {
    this.#isOver = isOver;
  }

  get bytes(): number {
    return this.#capacity * 20;
  }

  find(subscriber: number, low: number, high: number, at: number): KnownLeg | undefined {
    const slot = this.#slotOf(subscriber, low, high || 1);
    if (this.#high[slot] === 0 || this.#isOver(subscriber, this.#at(slot), at)) return undefined;
    return { startedAt: this.#startedAt(slot), traits: (this.#owner[slot]! >>> 26) & 7 };
  }

  note(
    subscriber: number,
    low: number,
    high: number,
    startedAt: number,
    at: number,
    traits: number,
  ): void {
    if (subscriber >= MOST_SUBSCRIBERS) throw new RangeError('more than 67,108,864 subscribers');
    const slot = this.#slotOf(subscriber, low, high || 1);
    if (this.#high[slot] === 0) {
      this.#insert(subscriber, low, high || 1, startedAt, at, traits);
    } else if (this.#isOver(subscriber, this.#at(slot), at)) {
      this.#write(slot, subscriber, startedAt, at, traits);
    } else {
      const newest = Math.max(at, this.#at(slot));
      const seen = traits | ((this.#owner[slot]! >>> 26) & 7);
      this.#write(slot, subscriber, this.#startedAt(slot), newest, seen);
    }
  }

  /** Sets under which start a known leg stands. */
  correctStart(subscriber: number, low: number, high: number, startedAt: number): void {
    const slot = this.#slotOf(subscriber, low, high || 1);
    if (this.#high[slot] === 0 || this.#startedAt(slot) === startedAt) return;
    const traits = (this.#owner[slot]! >>> 26) & 7;
    this.#write(slot, subscriber, startedAt, this.#at(slot), traits);
  }

  #insert(
    subscriber: number,
    low: number,
    high: number,
    startedAt: number,
    at: number,
    traits: number,
  ): void {
    if (this.size + 1 > this.#capacity * FULLEST) this.#rebuild();
    const slot = this.#slotOf(subscriber, low, high);
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.#write(slot, subscriber, startedAt, at, traits);
    this.size++;
  }

  /** The slot of an entry, or the free one where it belongs. */
  #slotOf(subscriber: number, low: number, high: number): number {
    const isLast =
      low === this.#lastLow && high === this.#lastHigh && subscriber === this.#lastSubscriber;
    if (!isLast) {
      this.#lastSlot = this.#probe(subscriber, low, high);
      this.#lastLow = low;
      this.#lastHigh = high;
      this.#lastSubscriber = subscriber;
    }
    return this.#lastSlot;
  }

  #probe(subscriber: number, low: number, high: number): number {
    const lows = this.#low;
    const highs = this.#high;
    const capacity = this.#capacity;
    let slot = Math.floor((low * capacity) / TWO_32);
    while (highs[slot] !== 0) {
      const isHere =
        highs[slot] === high &&
        lows[slot] === low &&
        (this.#owner[slot]! & (MOST_SUBSCRIBERS - 1)) === subscriber;
      if (isHere) return slot;
      slot++;
      if (slot === capacity) slot = 0;
    }
    return slot;
  }

  #at(slot: number): number {
    return this.#timeHigh[slot]! * 1024 + (this.#timeLow[slot]! >>> 22) + EPOCH_MS;
  }

  #span(slot: number): number {
    return ((this.#owner[slot]! >>> 29) << 22) | (this.#timeLow[slot]! & 0x3fffff);
  }

  #startedAt(slot: number): number {
    const span = this.#span(slot);
    if (span !== FAR_SPAN) return this.#at(slot) - span - SPAN_FLOOR_MS;
    return this.#farStarts.get(this.#farKey(slot))!;
  }

  #write(slot: number, subscriber: number, startedAt: number, at: number, traits: number): void {
    const exact = at - startedAt - SPAN_FLOOR_MS;
    const span = exact >= 0 && exact < FAR_SPAN ? exact : FAR_SPAN;
    const time = at - EPOCH_MS;
    this.#owner[slot] = (subscriber | (traits << 26) | ((span >>> 22) << 29)) >>> 0;
    this.#timeHigh[slot] = Math.floor(time / 1024);
    this.#timeLow[slot] = ((time % 1024) << 22) | (span & 0x3fffff);
    if (span === FAR_SPAN) this.#farStarts.set(this.#farKey(slot), startedAt);
  }

  #farKey(slot: number): string {
    const subscriber = this.#owner[slot]! & (MOST_SUBSCRIBERS - 1);
    return `${subscriber} ${this.#low[slot]} ${this.#high[slot]}`;
  }

  #rebuild(): void {
    const old = {
      low: this.#low,
      high: this.#high,
      owner: this.#owner,
      timeHigh: this.#timeHigh,
      timeLow: this.#timeLow,
    };
    const kept: number[] = [];
    for (let slot = 0; slot < this.#capacity; slot++) {
      if (old.high[slot] === 0) continue;
      if (this.#isOver(old.owner[slot]! & (MOST_SUBSCRIBERS - 1), this.#at(slot), NEVER))
        this.#farStarts.delete(this.#farKey(slot));
      else kept.push(slot);
    }
    this.#allocate(kept.length);
    for (const slot of kept) {
      const to = this.#probe(
        old.owner[slot]! & (MOST_SUBSCRIBERS - 1),
        old.low[slot]!,
        old.high[slot]!,
      );
      this.#low[to] = old.low[slot]!;
      this.#high[to] = old.high[slot]!;
      this.#owner[to] = old.owner[slot]!;
      this.#timeHigh[to] = old.timeHigh[slot]!;
      this.#timeLow[to] = old.timeLow[slot]!;
    }
    this.size = kept.length;
  }

  #allocate(kept: number): void {
    const grown = Math.ceil((kept * GROWTH) / FULLEST) + 1;
    this.#capacity = Math.max(32, grown);
    this.#lastSubscriber = -1;
    this.#low = new Uint32Array(this.#capacity);
    this.#high = new Uint32Array(this.#capacity);
    this.#owner = new Uint32Array(this.#capacity);
    this.#timeHigh = new Uint32Array(this.#capacity);
    this.#timeLow = new Uint32Array(this.#capacity);
  }
}
