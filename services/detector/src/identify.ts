import { randomBytes } from 'node:crypto';
import type { Cdr, CdrEvent } from '@sekisho/cdr';
import { HORIZON_MS } from '@sekisho/cdr';
import { createKeyHash, type HashedKey, type KeyHash } from './hash-key.ts';
import { KnownLegs, START_SEEN, STOP_SEEN } from './known-legs.ts';
import { inherit, LegDetails, type ToldLeg } from './leg-details.ts';
import type { Party } from './parties.ts';
import type { SubscriberIndex } from './subscriber-index.ts';

/** What is known of a record's leg before the record is taken in. */
export interface Identified {
  isDuplicate: boolean;
  /** Older than its subscriber's horizon: stored and counted, never scored. */
  isLate: boolean;
  /** Epoch ms, of the leg's first accepted record. */
  startedAt: number | undefined;
  /** The leg as it has told so far, with what this record may leave out. */
  told: ToldLeg | undefined;
  key: HashedKey;
  /** What its call is counted under: a leg keeps the one of its first record. */
  callKey: number;
}

/** One event of a leg as it is stored. Times are epoch ms. */
export interface StoredEvent {
  source: string;
  callId: string;
  event: CdrEvent;
  at: number;
  startedAt: number;
}

/** Recognises records and legs within each subscriber's horizon. */
export class Identities {
  readonly #subscribers: SubscriberIndex;
  readonly #legs: KnownLegs;
  readonly #details: LegDetails;
  readonly #hash: KeyHash;

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
    const hashed = this.#hash('leg', cdr.source, cdr.callId);
    const key = { low: hashed.low, high: hashed.high };
    const leg = this.#legs.find(subscriber, key);
    const isDuplicate = !isLate && leg !== undefined && this.#isSeen(subscriber, cdr, leg.events);
    const isFurther = leg !== undefined && !isDuplicate;
    const told = isFurther ? this.#details.of(subscriber, cdr, key) : undefined;
    const callKey = told?.callKey ?? this.#callKey(cdr, key);
    return { isDuplicate, isLate, startedAt: leg?.startedAt, told, key, callKey };
  }

  /** Takes an accepted record in; a late one leaves no trace: its repeat is late again. */
  accept(subscriber: number, cdr: Cdr, identified: Identified, startedAt: number): void {
    const { key, callKey, told } = identified;
    const { event, at } = cdr;
    const events = event === 'start' ? START_SEEN : event === 'stop' ? STOP_SEEN : 0;
    const before = this.#legs.find(subscriber, key);
    this.#legs.note(subscriber, key, startedAt, at, events);
    if (event === 'interim') this.#legs.note(subscriber, this.#interimKey(cdr), startedAt, at, 0);
    const leg = { subscriber, cdr, callKey, party: told?.party };
    if (event === 'stop') this.#details.end(leg, key, before !== undefined);
    else if (((before?.events ?? 0) & STOP_SEEN) === 0) this.#details.keep(leg);
  }

  /** Completes a leg that is up by what is stored of it, the called number too. */
  tell(subscriber: number, cdr: Cdr, party: Party): void {
    const { low, high } = this.#hash('leg', cdr.source, cdr.callId);
    const leg = this.#details.of(subscriber, cdr, { low, high });
    if (leg === undefined) return;
    leg.cdr = inherit(leg.cdr, cdr);
    leg.party = party;
  }

  /** Takes in what the store knows of a leg: under which start it stands, and which events came. */
  restore(subscriber: number, stored: StoredEvent): void {
    const { source, callId, event, at, startedAt } = stored;
    const hashed = this.#hash('leg', source, callId);
    const key = { low: hashed.low, high: hashed.high };
    const events = event === 'start' ? START_SEEN : event === 'stop' ? STOP_SEEN : 0;
    this.#legs.restore(subscriber, key, startedAt, at, events);
    if (event === 'interim')
      this.#legs.restore(subscriber, this.#interimKey(stored), startedAt, at, 0);
  }

  /** The same for all legs of one call, 53 bits: an exact number, unique within a subscriber. */
  #callKey({ correlationId }: Cdr, key: HashedKey): number {
    const { low, high } =
      correlationId === undefined ? key : this.#hash('correlation', correlationId, '');
    return (high & 0x1fffff) * 2 ** 32 + low;
  }

  #isSeen(subscriber: number, cdr: Cdr, events: number): boolean {
    if (cdr.event === 'start') return (events & START_SEEN) !== 0;
    if (cdr.event === 'stop') return (events & STOP_SEEN) !== 0;
    return this.#legs.find(subscriber, this.#interimKey(cdr)) !== undefined;
  }

  #interimKey({ source, callId, at }: Pick<Cdr, 'source' | 'callId' | 'at'>): HashedKey {
    return this.#hash('interim', `${at} ${source}`, callId);
  }
}
