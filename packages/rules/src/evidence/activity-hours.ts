const HOURS = 24;
const SLOTS = 2 * HOURS;
/** Counts of a subscriber are halved when one reaches this: what is usual follows it slowly. */
const MOST = 4000;
/** What a group is known to do weighs as much as so many legs of the subscriber's own. */
const PRIOR_LEGS = 12;
/** Days of a week that are, and are not, working days: counts of both become rates. */
const WORKDAYS = 5;
const DAYS_OFF = 2;
/** Legs a day of a subscriber that is neither busy nor idle. */
const USUAL_LEGS = 10;
/** An hour with a sixteenth of the mean rate, or less, is as quiet as can be. */
const QUIETEST = 4;

// What is known of a subscriber, in bytes, and in the elements of each view of them: the legs by slot
// at the beginning, then how many they are, then since when and until when.
const BYTES = 128;
const COUNTS = BYTES / 2;
const LEGS = BYTES / 4;
const ALL = 24;
const INBOUND = 25;
const TIMES = BYTES / 8;
const SINCE = 13;
const NEWEST = 14;
const FEWEST = 1024;

/** When legs are usual, as relative rates by hour; of days off behind those of working days. */
export type HoursPrior = readonly number[];

/** What is known of one subscriber's hours at an instant. */
export interface HoursSnapshot {
  /** Epoch ms: legs begun before it are counted here. */
  through: number;
  since: number;
  newest: number;
  legs: number;
  inbound: number;
  /** Slot and legs, in pairs. */
  slots: readonly (readonly [number, number])[];
}

/** When each subscriber calls and is called, domestic legs too, and since when it is known. */
export class ActivityHours {
  #capacity = 0;
  // Three views of one buffer, so that what is known of a subscriber lies in two lines of the cache.
  #times = new Float64Array(0);
  #legs = new Uint32Array(0);
  #counts = new Uint16Array(0);
  /** Epoch ms up to which a snapshot told of a subscriber's legs. */
  readonly #through = new Map<number, number>();

  /** Takes one leg in. @param slot hour of the day, + 24 on days off */
  note(subscriber: number, slot: number, startedAt: number, isInbound: boolean, legs = 1): void {
    if (this.#through.size > 0 && startedAt < (this.#through.get(subscriber) ?? 0)) return;
    if (subscriber >= this.#capacity) this.#grow(subscriber + 1);
    const at = subscriber * COUNTS + slot;
    if (this.#counts[at]! + legs > MOST) this.#halve(subscriber);
    this.#counts[at] = Math.min(MOST, this.#counts[at]! + legs);
    this.#legs[subscriber * LEGS + ALL]! += legs;
    if (isInbound) this.#legs[subscriber * LEGS + INBOUND]! += legs;
    const times = this.#times;
    const since = subscriber * TIMES + SINCE;
    const newest = subscriber * TIMES + NEWEST;
    if (startedAt < times[since]!) times[since] = startedAt;
    if (startedAt > times[newest]!) times[newest] = startedAt;
  }

  /** Epoch ms of the first leg; `Infinity` before it. */
  since(subscriber: number): number {
    return this.#times[subscriber * TIMES + SINCE] ?? Number.POSITIVE_INFINITY;
  }

  /** Days for which a subscriber has been known at `t`, not below 0. */
  daysKnown(subscriber: number, t: number): number {
    return Math.max(0, (t - this.since(subscriber)) / 86_400_000);
  }

  /** How much more than a small one a subscriber calls: 1, growing as the root of its legs. */
  busyness(subscriber: number): number {
    const legs = this.#legsOf(subscriber);
    const days = Math.max(1, (this.#newest(subscriber) - this.since(subscriber)) / 86_400_000);
    return legs === 0 ? 1 : Math.sqrt(1 + legs / days / USUAL_LEGS);
  }

  inboundLegs(subscriber: number): number {
    return this.#legs[subscriber * LEGS + INBOUND] ?? 0;
  }

  /** How quiet an hour usually is: 0 at the mean rate or above, 1 where nearly nothing happens. */
  quietness(subscriber: number, slot: number, prior: HoursPrior): number {
    const base = subscriber * COUNTS;
    const day = slot < HOURS ? 0 : HOURS;
    let all = 0;
    for (let i = 0; i < SLOTS; i++) all += this.#count(base + i);
    const mean = (all + PRIOR_LEGS) / (HOURS * (WORKDAYS + DAYS_OFF));
    const days = day === 0 ? WORKDAYS : DAYS_OFF;
    const own =
      0.5 * this.#count(base + slot) +
      0.25 * this.#count(base + day + ((slot - day + 1) % HOURS)) +
      0.25 * this.#count(base + day + ((slot - day + HOURS - 1) % HOURS));
    const rate = (own + (PRIOR_LEGS * prior[slot]! * days) / (WORKDAYS + DAYS_OFF) / HOURS) / days;
    return Math.min(1, Math.max(0, Math.log2(mean / Math.max(rate, mean / 64)) / QUIETEST));
  }

  /** @param through epoch ms that the subscriber's legs are known up to */
  snapshot(subscriber: number, through: number): HoursSnapshot | undefined {
    const legs = this.#legsOf(subscriber);
    if (legs === 0) return undefined;
    const slots: [number, number][] = [];
    this.visit(subscriber, (slot, count) => slots.push([slot, count]));
    const newest = this.#newest(subscriber);
    const inbound = this.inboundLegs(subscriber);
    return { through, since: this.since(subscriber), newest, legs, inbound, slots };
  }

  /** Takes over what was known; legs that it counts are not counted again. */
  restore(subscriber: number, { through, slots, ...snapshot }: HoursSnapshot): void {
    if (subscriber >= this.#capacity) this.#grow(subscriber + 1);
    for (const [slot, legs] of slots) this.#counts[subscriber * COUNTS + slot] = legs;
    this.#times[subscriber * TIMES + SINCE] = snapshot.since;
    this.#times[subscriber * TIMES + NEWEST] = snapshot.newest;
    this.#legs[subscriber * LEGS + ALL] = snapshot.legs;
    this.#legs[subscriber * LEGS + INBOUND] = snapshot.inbound;
    this.#through.set(subscriber, through);
  }

  /** Calls `visit` for each slot with legs of a subscriber. */
  visit(subscriber: number, visit: (slot: number, legs: number) => void): void {
    for (let slot = 0; slot < SLOTS; slot++) {
      const legs = this.#count(subscriber * COUNTS + slot);
      if (legs > 0) visit(slot, legs);
    }
  }

  #newest(subscriber: number): number {
    return this.#times[subscriber * TIMES + NEWEST]!;
  }

  #legsOf(subscriber: number): number {
    return this.#legs[subscriber * LEGS + ALL] ?? 0;
  }

  #count(at: number): number {
    return this.#counts[at] ?? 0;
  }

  #halve(subscriber: number): void {
    const from = subscriber * COUNTS;
    for (let i = from; i < from + SLOTS; i++) this.#counts[i]! >>= 1;
  }

  #grow(least: number): void {
    const known = new Uint8Array(this.#counts.buffer);
    const before = this.#capacity;
    this.#capacity = Math.max(FEWEST, least, before * 2);
    const buffer = new ArrayBuffer(this.#capacity * BYTES);
    new Uint8Array(buffer).set(known);
    this.#times = new Float64Array(buffer);
    this.#legs = new Uint32Array(buffer);
    this.#counts = new Uint16Array(buffer);
    for (let subscriber = before; subscriber < this.#capacity; subscriber++)
      this.#times[subscriber * TIMES + SINCE] = Number.POSITIVE_INFINITY;
  }
}
