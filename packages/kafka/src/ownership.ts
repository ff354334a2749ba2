import type { Membership } from './continuity.ts';

/** Leave to act on partitions, until the first sign of a rebalance. */
export interface Grant extends Membership {
  /** Whether the handler knows of it: then it must hear of the loss. */
  isTold: boolean;
  /** Whether the handler has taken it over, so that batches may be delivered. */
  isReady: boolean;
}

interface OwnershipEvents {
  onGrant(grant: Grant): void;
  /** Of a grant that the handler knows of. */
  onLoss(): void;
}

/** Of the session; by then the coordinator can not yet have put this member out. */
const SESSION_SHARE = 0.8;

/**
 * What the group lets this member do. A join alone grants nothing: the library tells the generation
 * first with a heartbeat, which also proves that the membership stands. Times are ms of any clock.
 */
export class Ownership {
  readonly #sessionMs: number;
  readonly #events: OwnershipEvents;
  #joined: { memberId: string; partitions: readonly number[] } | undefined;
  #granted = 0;
  #leastGeneration = 0;
  #grant: Grant | undefined;
  #lastBeat = Number.NEGATIVE_INFINITY;

  constructor(sessionMs: number, events: OwnershipEvents) {
    this.#sessionMs = sessionMs;
    this.#events = events;
  }

  get grant(): Grant | undefined {
    return this.#grant;
  }

  isCurrent(grant: Grant): boolean {
    return this.#grant === grant;
  }

  isAlive(now: number): boolean {
    return now - this.#lastBeat < this.#sessionMs * SESSION_SHARE;
  }

  joined(memberId: string, partitions: readonly number[], now: number): void {
    this.lose();
    this.#leastGeneration = memberId === this.#joined?.memberId ? this.#granted + 1 : 0;
    this.#joined = { memberId, partitions };
    this.#lastBeat = now;
  }

  /** The coordinator has answered a heartbeat of that generation. */
  beat(memberId: string, generation: number, now: number): void {
    const joined = this.#joined;
    // An answer may come late, after the next join.
    if (joined?.memberId !== memberId || generation < this.#leastGeneration) return;
    this.#lastBeat = now;
    if (this.#grant !== undefined) return;
    this.#granted = generation;
    this.#grant = { ...joined, generation, isTold: false, isReady: false };
    this.#events.onGrant(this.#grant);
  }

  /** Without an answer for so long, somebody else may soon own what this member does. */
  check(now: number): void {
    if (!this.isAlive(now)) this.lose();
  }

  lose(): void {
    const lost = this.#grant;
    this.#grant = undefined;
    if (lost?.isTold) this.#events.onLoss();
  }

  /** Of one's own will: nobody needs to be told. */
  leave(): void {
    this.#grant = undefined;
    this.#joined = undefined;
    this.#lastBeat = Number.NEGATIVE_INFINITY;
  }
}
