import { randomBytes } from 'node:crypto';
import type { Cdr } from '@sekisho/cdr';
import { HORIZON_MS } from '@sekisho/rules';
import { createKeyHash, type HashedKey } from './hash-key.ts';
import { KnownLegs, START_SEEN, STOP_SEEN } from './known-legs.ts';
import { LegDetails } from './leg-details.ts';
import type { SubscriberIndex } from './subscriber-index.ts';

/** What is known of a record's leg before the record is taken in. */
export interface Identified {
  isDuplicate: boolean;
  /** Older than its subscriber's horizon: stored and counted, never scored. */
  isLate: boolean;
  /** Epoch ms, of the leg's first accepted record. */
  startedAt: number | undefined;
  /** A record of the leg that has told what this one may leave out. */
  earlier: Cdr | undefined;
  key: HashedKey;
}

/** Recognises records and legs within each subscriber's horizon. */
export class Identities {
  readonly #subscribers: SubscriberIndex;
  readonly #legs: KnownLegs;
  readonly #details: LegDetails;
  readonly #hash: (a: string, b: string) => HashedKey;

  constructor(subscribers: SubscriberIndex) {
    const clockOf = (subscriber: number) => subscribers.clock(subscriber);
    const seed = randomBytes(8);
    this.#subscribers = subscribers;
    this.#legs = new KnownLegs(clockOf);
    this.#details = new LegDetails(clockOf);
    this.#hash = createKeyHash(seed.readInt32LE(0), seed.readInt32LE(4));
  }

  get known(): number {
    return this.#legs.size;
  }

  get bytes(): number {
    return this.#legs.bytes;
  }

  identify(subscriber: number, cdr: Cdr): Identified {
    const isLate = cdr.at < this.#subscribers.clock(subscriber) - HORIZON_MS;
    const hashed = this.#hash(cdr.source, cdr.callId);
    const key = { low: hashed.low, high: hashed.high };
    const leg = this.#legs.find(subscriber, key);
    const isDuplicate = !isLate && leg !== undefined && this.#isSeen(subscriber, cdr, leg.events);
    const isFurther = leg !== undefined && !isDuplicate;
    return {
      isDuplicate,
      isLate,
      startedAt: leg?.startedAt,
      earlier: isFurther ? this.#earlier(subscriber, cdr, key) : undefined,
      key,
    };
  }

  #earlier(subscriber: number, cdr: Cdr, key: HashedKey): Cdr | undefined {
    return this.#details.of(subscriber, cdr) ?? this.#details.recent(subscriber, key);
  }

  /** Takes an accepted record in; a late one leaves no trace: its repeat is late again. */
  accept(subscriber: number, cdr: Cdr, key: HashedKey, startedAt: number): void {
    const { event, at } = cdr;
    const events = event === 'start' ? START_SEEN : event === 'stop' ? STOP_SEEN : 0;
    const before = this.#legs.find(subscriber, key);
    this.#legs.note(subscriber, key, startedAt, at, events);
    if (event === 'interim') this.#legs.note(subscriber, this.#interimKey(cdr), startedAt, at, 0);
    if (event === 'stop') {
      if (before !== undefined) this.#details.forget(subscriber, cdr);
      this.#details.remember(subscriber, key, cdr);
    } else if (before === undefined || (before.events & STOP_SEEN) === 0) {
      this.#details.keep(subscriber, cdr);
    }
  }

  /** The same for all legs of one call, 53 bits: an exact number, unique within a subscriber. */
  callKey({ correlationId }: Cdr, key: HashedKey): number {
    const { low, high } =
      correlationId === undefined ? key : this.#hash('correlation', correlationId);
    return (high & 0x1fffff) * 2 ** 32 + low;
  }

  #isSeen(subscriber: number, cdr: Cdr, events: number): boolean {
    if (cdr.event === 'start') return (events & START_SEEN) !== 0;
    if (cdr.event === 'stop') return (events & STOP_SEEN) !== 0;
    return this.#legs.find(subscriber, this.#interimKey(cdr)) !== undefined;
  }

  #interimKey({ source, callId, at }: Cdr): HashedKey {
    return this.#hash(`${source} interim ${at}`, callId);
  }
}
