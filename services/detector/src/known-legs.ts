import { HORIZON_MS } from '@sekisho/cdr';
import type { HashedKey } from './hash-key.ts';
import { type KnownLeg, LegShard } from './leg-shard.ts';

const SHARDS = 64;

/** Which records of a leg were accepted. */
export const START_SEEN = 1;
export const STOP_SEEN = 2;

/**
 * The legs accepted within each subscriber's horizon, about 24 bytes each: who has been seen is a
 * duplicate, and a leg keeps the start of its first record. Many small tables instead of one, so
 * that one at a time grows, by a fifth, and forgets then what is beyond the horizon.
 */
export class KnownLegs {
  readonly #shards: LegShard[];

  /** @param clockOf a subscriber's newest `at` by its index */
  constructor(clockOf: (subscriber: number) => number) {
    const isOver = (subscriber: number, at: number) => at < clockOf(subscriber) - HORIZON_MS;
    this.#shards = Array.from({ length: SHARDS }, () => new LegShard(isOver));
  }

  get size(): number {
    return this.#shards.reduce((sum, shard) => sum + shard.size, 0);
  }

  get bytes(): number {
    return this.#shards.reduce((sum, shard) => sum + shard.bytes, 0);
  }

  find(subscriber: number, key: HashedKey): KnownLeg | undefined {
    return this.#shard(key).find(subscriber, key.low, key.high);
  }

  /** Adds a leg, or further events and a newer `at` to a known one. */
  note(subscriber: number, key: HashedKey, startedAt: number, at: number, events: number): void {
    this.#shard(key).note(subscriber, key.low, key.high, startedAt, at, events);
  }

  /** As `note`, but the start given holds, also where another was noted. */
  restore(subscriber: number, key: HashedKey, startedAt: number, at: number, events: number): void {
    const shard = this.#shard(key);
    shard.note(subscriber, key.low, key.high, startedAt, at, events);
    shard.correctStart(subscriber, key.low, key.high, startedAt);
  }

  #shard(key: HashedKey): LegShard {
    return this.#shards[key.high & (SHARDS - 1)]!;
  }
}
