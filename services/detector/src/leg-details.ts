import type { Cdr } from '@sekisho/cdr';
import { HORIZON_MS } from '@sekisho/cdr';
import type { HashedKey } from './hash-key.ts';
import type { Party } from './parties.ts';

/**
 * How many legs that ended last are remembered; the store remembers the others. More would outlive
 * the youngest generation of the heap: with 8,192 the garbage collector took a sixth of all time.
 */
const RECENT = 256;
const SWEEP_EVERY = 100_000;

/** What a leg's call is counted under. */
export interface CallKey {
  /** 53 bits: an exact number, unique per leg within a subscriber, or per correlated number. */
  callKey: number;
  /** Whether other legs may be of the same call, by their `correlationId` and called number. */
  correlated: boolean;
}

/** What a leg has told so far. */
export interface ToldLeg {
  subscriber: number;
  /** Its newest record, complete. */
  cdr: Cdr;
  /** What its call is counted under. */
  counted: CallKey;
  /** The called number as the store has it, where the records that told it came before a restart. */
  party?: Party | undefined;
}

/**
 * What later events of a leg inherit: what legs without a stop have told, and the legs that ended
 * last, for an interim that its stop overtook.
 */
export class LegDetails {
  readonly #open = new Map<string, ToldLeg>();
  readonly #clockOf: (subscriber: number) => number;
  readonly #recentLow = new Uint32Array(RECENT);
  readonly #recentHigh = new Uint32Array(RECENT);
  readonly #recent: ToldLeg[] = [];
  #next = 0;
  #untilSweep = SWEEP_EVERY;

  constructor(clockOf: (subscriber: number) => number) {
    this.#clockOf = clockOf;
  }

  /** The leg of a record, if it is up or ended lately. */
  of(subscriber: number, cdr: Cdr, key: HashedKey): ToldLeg | undefined {
    return this.#open.get(nameOf(subscriber, cdr)) ?? this.#recentOf(subscriber, key);
  }

  /** Takes in the newest start or interim of a leg that is up. */
  keep(leg: ToldLeg): void {
    this.#open.set(nameOf(leg.subscriber, leg.cdr), leg);
    if (--this.#untilSweep === 0) this.#sweep();
  }

  /** Takes in the stop of a leg. */
  end(leg: ToldLeg, { low, high }: HashedKey, wasKnown: boolean): void {
    if (wasKnown) this.#open.delete(nameOf(leg.subscriber, leg.cdr));
    this.#recentLow[this.#next] = low;
    this.#recentHigh[this.#next] = high;
    this.#recent[this.#next] = leg;
    this.#next = (this.#next + 1) % RECENT;
  }

  #recentOf(subscriber: number, { low, high }: HashedKey): ToldLeg | undefined {
    for (let i = 0; i < this.#recent.length; i++) {
      const isIt = this.#recentLow[i] === low && this.#recentHigh[i] === high;
      if (isIt && this.#recent[i]?.subscriber === subscriber) return this.#recent[i];
    }
    return undefined;
  }

  // Stops get lost: what is beyond its subscriber's horizon will inherit nothing any more.
  #sweep(): void {
    this.#untilSweep = SWEEP_EVERY;
    for (const [name, { subscriber, cdr }] of this.#open) {
      if (cdr.at < this.#clockOf(subscriber) - HORIZON_MS) this.#open.delete(name);
    }
  }
}

// The length tells where the source ends: both may hold any character.
function nameOf(subscriber: number, { source, callId }: Cdr): string {
  return `${subscriber} ${source.length} ${source} ${callId}`;
}

/** What a record may leave out where its leg has told it. */
export type Told = Pick<
  Cdr,
  | 'line'
  | 'service'
  | 'direction'
  | 'legKind'
  | 'divertedFrom'
  | 'calling'
  | 'called'
  | 'answeredAt'
  | 'correlationId'
  | 'sourceIp'
  | 'userAgent'
  | 'trunk'
>;

/** A record with what it lacks taken from what its leg has told. */
export function inherit(cdr: Cdr, earlier: Partial<Told>): Cdr {
  return {
    ...cdr,
    line: cdr.line ?? earlier.line,
    service: cdr.service ?? earlier.service,
    direction: cdr.direction ?? earlier.direction,
    legKind: cdr.legKind ?? earlier.legKind,
    divertedFrom: cdr.divertedFrom ?? earlier.divertedFrom,
    calling: cdr.calling ?? earlier.calling,
    called: cdr.called ?? earlier.called,
    answeredAt: cdr.answeredAt ?? earlier.answeredAt,
    correlationId: cdr.correlationId ?? earlier.correlationId,
    sourceIp: cdr.sourceIp ?? earlier.sourceIp,
    userAgent: cdr.userAgent ?? earlier.userAgent,
    trunk: cdr.trunk ?? earlier.trunk,
  };
}
