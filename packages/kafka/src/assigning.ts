import { setTimeout as pause } from 'node:timers/promises';
import type { Change } from './change.ts';
import type { Continuity } from './continuity.ts';
import type { Assignment } from './handlers.ts';
import type { KafkaError } from './kafka-error.ts';
import { kafkaErrorOf } from './library-error.ts';
import type { Grant, Ownership } from './ownership.ts';
import type { Positions } from './positions.ts';
import type { Turns } from './turns.ts';

interface AssigningParts {
  ownership: Ownership;
  continuity: Continuity;
  positions: Positions;
  turns: Turns;
  change: Change;
  readCommitted(): Promise<ReadonlyMap<number, number>>;
  onAssign(assignment: Assignment): Promise<void>;
  /** Of reading the committed offsets, which is tried again. */
  onRetry(error: KafkaError): void;
}

const RETRY_AFTER_MS = 500;

/** Tells the handler what it owns now, unless that is over before its turn comes. */
export async function assign(grant: Grant, parts: AssigningParts): Promise<void> {
  const { ownership, continuity, positions, turns, change, onAssign } = parts;
  await turns.take(async () => {
    const committed = await readWhileCurrent(grant, parts);
    if (committed === undefined) return;
    const partitions = partitionsOf(grant, committed);
    positions.begin(partitions);
    const isContinuous = continuity.isUnbroken(grant);
    continuity.told(grant);
    grant.isTold = true;
    await onAssign({ partitions, isContinuous });
    grant.isReady = ownership.isCurrent(grant);
  });
  change.happened();
}

// Only after the join: until then the members before could still commit.
async function readWhileCurrent(
  grant: Grant,
  { ownership, readCommitted, onRetry }: AssigningParts,
): Promise<ReadonlyMap<number, number> | undefined> {
  while (ownership.isCurrent(grant)) {
    try {
      const committed = await readCommitted();
      return ownership.isCurrent(grant) ? committed : undefined;
    } catch (error) {
      onRetry(kafkaErrorOf(error));
      await pause(RETRY_AFTER_MS);
    }
  }
  return undefined;
}

function partitionsOf(grant: Grant, committed: ReadonlyMap<number, number>) {
  return grant.partitions
    .toSorted((a, b) => a - b)
    .map((partition) => ({ partition, committed: committed.get(partition) ?? null }));
}
