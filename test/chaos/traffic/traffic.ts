import type { Random } from '../random.ts';
import { Book, callKey } from './book.ts';
import type { Channel, Courier } from './courier.ts';
import { type LegRequest, type LegScript, planLeg } from './leg-script.ts';
import { planPoison } from './poison.ts';

const RECORDS_PER_SECOND = 500;
const RECORDS_PER_LEG = 2.2;
const HARMLESS = 1500;
/** Calls abroad that a harmless subscriber makes at most; at 20 a line is closed. */
const CALLS_ABROAD = 8;
const ATTACK_EVERY_MS = 6000;
const ATTACK_CALLS = 30;
/** Told thrice each, they would be over the threshold. */
const LOUD_CALLS = 14;
const DAY_MS = 86_400_000;

/** Makes records all the time, for both ways in; the book keeps what must come of them. */
export class Traffic {
  readonly book = new Book();
  readonly #random: Random;
  readonly #courier: Courier;
  #open = 0;
  #number = 0;
  #attackAt = Date.now();
  readonly #abroad = new Map<string, number>();
  /** Subscribers who were heard of lately, so that what is days old is late. */
  readonly #known: string[] = [];
  #isMaking = true;

  constructor(random: Random, courier: Courier) {
    this.#random = random;
    this.#courier = courier;
  }

  /** Messages that are not acknowledged yet. */
  get open(): number {
    return this.#open;
  }

  start(): void {
    this.#courier.start((now, ms) => {
      if (this.#isMaking) this.#make(now, ms);
    });
  }

  /** Begins nothing new; what has begun goes on to its end. */
  finish(): void {
    this.#isMaking = false;
  }

  #make(now: number, ms: number): void {
    if (now >= this.#attackAt) {
      this.#attackAt = now + ATTACK_EVERY_MS;
      this.#attack(now);
      this.#loud(now);
      this.#dayLate(now);
    }
    const legs = (RECORDS_PER_SECOND / RECORDS_PER_LEG) * (ms / 1000);
    for (let made = 0; made < legs; made++) this.#harmless(now);
    if (this.#random.chance(0.3)) this.#poison(now);
  }

  #harmless(now: number): void {
    const subscriber = `sub-${this.#random.whole(1, HARMLESS)}`;
    const abroad = this.#abroad.get(subscriber) ?? 0;
    const isAbroad = abroad < CALLS_ABROAD && this.#random.chance(0.15);
    if (isAbroad) this.#abroad.set(subscriber, abroad + 1);
    const called = isAbroad ? this.#abroadNumber() : `03555${this.#random.whole(10_000, 99_999)}`;
    const request = { subscriber, callId: this.#id('c'), called, endedAt: now };
    this.#play(planLeg(this.#random, request), now, () => this.#known.push(subscriber));
  }

  #attack(now: number): void {
    const subscriber = this.#id('victim');
    const attack = { subscriber, open: ATTACK_CALLS, toldAt: undefined as number | undefined };
    this.book.attacks.set(subscriber, attack);
    this.#burst(subscriber, ATTACK_CALLS, { isPlain: true }, now, () => {
      if (--attack.open === 0) attack.toldAt = Date.now();
    });
  }

  #loud(now: number): void {
    this.#burst(this.#id('loud'), LOUD_CALLS, { isPlain: true, repeats: 4 }, now);
  }

  #dayLate(now: number): void {
    const subscriber = this.#known.splice(0).at(-1);
    if (subscriber === undefined) return;
    const late = { isLate: true, repeats: 1 };
    this.#burst(subscriber, ATTACK_CALLS, late, now - 9 * DAY_MS, undefined, now);
  }

  #burst(
    subscriber: string,
    calls: number,
    how: Pick<LegRequest, 'isPlain' | 'isLate' | 'repeats'>,
    endedAt: number,
    told?: () => void,
    now = endedAt,
  ): void {
    for (let call = 0; call < calls; call++) {
      const request = { subscriber, callId: this.#id('a'), called: this.#abroadNumber(), ...how };
      const script = planLeg(this.#random, { ...request, endedAt: endedAt + call * 10 });
      this.#play(script, now + call * 200, told);
    }
  }

  #poison(now: number): void {
    const channel = this.#channel();
    const { reason, ...message } = planPoison(this.#random, this.#id('p'), channel, now);
    this.book.poison.set(message.value, reason);
    this.#open++;
    this.#courier.add({ at: now, message, channel, acknowledged: () => this.#open-- });
  }

  /** Sends a leg's records one after the other. @param told when what is no repeat is acknowledged */
  #play(script: LegScript, from: number, told?: () => void): void {
    const { subscriber, source, callId, expected, records, repeatsFrom } = script;
    this.book.calls.set(callKey(subscriber, source, callId), expected);
    this.book.repeats += records.length - repeatsFrom;
    this.#open += records.length;
    const step = (at: number, when: number) => {
      const record = records[at];
      if (record === undefined) return;
      const message = { key: subscriber, value: JSON.stringify(record), isPoison: false };
      const acknowledged = () => {
        this.#open--;
        if (at === repeatsFrom - 1) told?.();
        step(at + 1, Date.now() + this.#random.whole(100, 5000));
      };
      this.#courier.add({ at: when, message, channel: this.#channel(), acknowledged });
    };
    step(0, from);
  }

  #channel(): Channel {
    return this.#random.chance(0.6) ? 'kafka' : 'collector';
  }

  #abroadNumber(): string {
    return `01022460${this.#random.whole(1_000_000, 9_999_999)}`;
  }

  #id(prefix: string): string {
    return `${prefix}-${++this.#number}`;
  }
}
