import type { Engine } from '@sekisho/clickhouse';
import type { AlertVersion, LearnedDay, RangeCall } from '@sekisho/rules';
import { type Log, retry } from '@sekisho/runtime';
import { Partition, type PartitionParts } from '../partition.ts';
import type { Positions } from './journal.ts';
import { OwnedPartition } from './owned-partition.ts';
import { isAnythingStored, rebuild } from './rebuild.ts';
import { fillIdentities } from './stored-legs.ts';

export interface TakeoverOptions {
  engine: Engine;
  topic: string;
  log: Log;
  /** The parts that partitions made now are to have: rules may have been reloaded. */
  parts(): PartitionParts;
  onVersion(version: AlertVersion, partition: Partition): void;
  onCandidateVersion(version: AlertVersion, partition: Partition): void;
  onLearnedDay(subscriber: string, day: number, learned: LearnedDay, partition: Partition): void;
  /** Default: calls to new ranges are weighed within their partition. */
  onRangeCall?: ((call: RangeCall, partition: Partition) => void) | undefined;
  onRebuilt(seconds: number, partitions: number): void;
}

/** Makes partitions as if they had been here all the time, from what the store knows of them. */
export function createTakeover({
  engine,
  topic,
  log,
  parts,
  onVersion,
  onCandidateVersion,
  onLearnedDay,
  onRangeCall,
  onRebuilt,
}: TakeoverOptions) {
  return { takeOver, complete };

  /** While the store is gone it waits; `signal` gives up. */
  async function takeOver(positions: Positions, signal: AbortSignal): Promise<OwnedPartition[]> {
    const startedAt = performance.now();
    const owned = await retry(() => attempt(positions, signal), {
      signal,
      onFailure: (error, tries) =>
        log.warn({ err: error, tries }, 'the state could not be rebuilt and is tried again'),
    });
    const seconds = (performance.now() - startedAt) / 1000;
    onRebuilt(seconds, owned.length);
    log.info({ partitions: owned.length, seconds }, 'took over partitions');
    return owned;
  }

  async function attempt(positions: Positions, signal: AbortSignal): Promise<OwnedPartition[]> {
    const isComplete = !(await isAnythingStored(engine, topic, positions));
    const shared = parts();
    const told = onRangeCall === undefined ? {} : { onRangeCall };
    const partitions = new Map(
      [...positions].map(([number, offset]) => [
        number,
        new Partition({
          ...shared,
          topic,
          partition: number,
          offset,
          isComplete,
          onVersion,
          onCandidateVersion,
          onLearnedDay,
          ...told,
        }),
      ]),
    );
    const { numbering, directory, partyOf } = shared;
    const filled = await rebuild({
      engine,
      topic,
      numbering,
      directory,
      partyOf,
      positions,
      partitions,
      signal,
    });
    return [...filled].map(([number, feedDelayMs]) => {
      const next = positions.get(number)!;
      const owned = new OwnedPartition(number, partitions.get(number)!, next);
      owned.feedDelayMs = feedDelayMs;
      return owned;
    });
  }

  /** Completes what memory knows, while records are already processed. */
  async function complete(owned: readonly OwnedPartition[], signal: AbortSignal): Promise<void> {
    const incomplete = owned.filter(({ partition }) => !partition.isComplete);
    if (incomplete.length === 0) return;
    const positions = new Map(
      incomplete.map(({ number, partition }) => [number, partition.position.offset]),
    );
    const byNumber = new Map(incomplete.map((one) => [one.number, one]));
    const partitionOf = (number: number) => {
      const one = byNumber.get(number);
      return one?.tenure.isLost ? undefined : one?.partition;
    };
    await retry(() => fillIdentities(engine, topic, positions, partitionOf), {
      signal,
      onFailure: (error) => log.warn({ err: error }, 'stored identities could not be read yet'),
    });
    for (const { partition } of incomplete) partition.isComplete = true;
  }
}
