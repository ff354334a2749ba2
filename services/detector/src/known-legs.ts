import { HORIZON_MS } from '@sekisho/cdr';
import type { HashedKey } from './hash-key.ts';
import { type KnownLeg, LegShard } from './leg-shard.ts';

const SHARDS = 64;

/** Traits of a leg: which of its records were accepted. */
export const START_SEEN = 1;
export const STOP_SEEN = 2;
/** Of a leg whose first record had a `correlationId`. */
export const CORRELATED = 4;

/**
 * The legs accepted within each subscriber's horizon, about 24 bytes each: who has been seen is a
 * duplicate, and a leg keeps the start of its first record. Many small tables instead of one, so
 * that one at a time grows, by a fifth, and forgets then what is beyond the horizon.
 */
export class KnownLegs {
  readonly #shards: LegShard[];

  /** @param clockOf a subscriber's newest `at` by its index */
  constructor(clockOf: (subscriber: number) => number) {
    const isOver = (subscriber: number, at: number, next: number) =>
      at < Math.max(next, clockOf(subscriber)) - HORIZON_MS;
    this.#shards = Array.from({ length: SHARDS }, () => new LegShard(isOver));
  }

  get size(): number {
    return this.#shards.reduce((sum, shard) => sum + shard.size, 0);
  }

  get bytes(): number {
    return this.#shards.reduce((sum, shard) => sum + shard.bytes, 0);
  }

  /** @param at of the record that asks: one beyond the leg's horizon is another leg's */
  find(subscriber: number, key: HashedKey, at: number): KnownLeg | undefined {
    return this.#shard(key).find(subscriber, key.low, key.high, at);
  }

  /** Adds a leg, or further traits and a newer `at` to a known one. */
  note(subscriber: number, key: HashedKey, startedAt: number, at: number, traits: number): void {
    this.#shard(key).note(subscriber, key.low, key.high, startedAt, at, traits);
  }

  /** As `note`, but the start given holds, also where another was noted. */
  restore(subscriber: number, key: HashedKey, startedAt: number, at: number, traits: number): void {
    const shard = this.#shard(key);
    shard.note(subscriber, key.low, key.high, startedAt, at, traits);
    shard.correctStart(subscriber, key.low, key.high, startedAt);
  }

  #shard(key: HashedKey): LegShard {
    return this.#shards[key.high & (SHARDS - 1)]!;
  }
}
