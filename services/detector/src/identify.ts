import { randomBytes } from 'node:crypto';
import type { Cdr, CdrEvent } from '@sekisho/cdr';
import { HORIZON_MS } from '@sekisho/cdr';
import { createKeyHash, type HashedKey, type KeyHash } from './hash-key.ts';
import { CORRELATED, KnownLegs, START_SEEN, STOP_SEEN } from './known-legs.ts';
import { type CallKey, inherit, LegDetails, type ToldLeg } from './leg-details.ts';
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
  /** Whether the leg's first record had a `correlationId`; `undefined` of a leg that is new. */
  wasCorrelated: boolean | undefined;
}

/** One event of a leg as it is stored. Times are epoch ms. */
export interface StoredEvent {
  source: string;
  callId: string;
  event: CdrEvent;
  at: number;
  startedAt: number;
  /** Whether it has a `correlationId`. */
  isCorrelated: boolean;
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
    const leg = this.#legs.find(subscriber, key, cdr.at);
    const isDuplicate = !isLate && leg !== undefined && this.#isSeen(subscriber, cdr, leg.traits);
    const isFurther = leg !== undefined && !isDuplicate;
    const told = isFurther ? this.#details.of(subscriber, cdr, key) : undefined;
    const wasCorrelated = leg && (leg.traits & CORRELATED) !== 0;
    return { isDuplicate, isLate, startedAt: leg?.startedAt, told, key, wasCorrelated };
  }

  /**
   * What the call of a record is counted under: a leg keeps the key of its first record.
   * @param reference of the called number, in any form that is the same for equal numbers
   */
  callKeyOf(
    { told, key, wasCorrelated }: Identified,
    correlationId: string | undefined,
    reference: string | undefined,
  ): CallKey {
    if (told !== undefined) return told.counted;
    if (correlationId === undefined || wasCorrelated === false)
      return { callKey: exact(key), correlated: false };
    const callKey = exact(this.#hash('correlation', correlationId, reference ?? ''));
    return { callKey, correlated: true };
  }

  /** Takes an accepted record in; a late one leaves no trace: its repeat is late again. */
  accept(
    subscriber: number,
    cdr: Cdr,
    identified: Identified,
    counted: CallKey,
    startedAt: number,
  ): void {
    const { key, told } = identified;
    const { event, at } = cdr;
    const before = this.#legs.find(subscriber, key, at);
    const correlated = counted.correlated ? CORRELATED : 0;
    this.#legs.note(subscriber, key, startedAt, at, seen(event) | correlated);
    if (event === 'interim') this.#legs.note(subscriber, this.#interimKey(cdr), startedAt, at, 0);
    const leg = { subscriber, cdr, counted, party: told?.party };
    if (event === 'stop') this.#details.end(leg, key, before !== undefined);
    else if (((before?.traits ?? 0) & STOP_SEEN) === 0) this.#details.keep(leg);
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
    const { source, callId, event, at, startedAt, isCorrelated } = stored;
    const hashed = this.#hash('leg', source, callId);
    const key = { low: hashed.low, high: hashed.high };
    const traits = seen(event) | (isCorrelated ? CORRELATED : 0);
    this.#legs.restore(subscriber, key, startedAt, at, traits);
    if (event === 'interim')
      this.#legs.restore(subscriber, this.#interimKey(stored), startedAt, at, 0);
  }

  #isSeen(subscriber: number, cdr: Cdr, traits: number): boolean {
    const trait = seen(cdr.event);
    if (trait !== 0) return (traits & trait) !== 0;
    return this.#legs.find(subscriber, this.#interimKey(cdr), cdr.at) !== undefined;
  }

  #interimKey({ source, callId, at }: Pick<Cdr, 'source' | 'callId' | 'at'>): HashedKey {
    return this.#hash('interim', `${at} ${source}`, callId);
  }
}

/** The trait of a leg that an event leaves; 0 of an interim, which a leg may have many of. */
function seen(event: CdrEvent): number {
  if (event === 'start') return START_SEEN;
  return event === 'stop' ? STOP_SEEN : 0;
}

/** 53 bits of a hash, as many as a number holds exactly. */
function exact({ low, high }: HashedKey): number {
  return (high & 0x1fffff) * 2 ** 32 + low;
}
