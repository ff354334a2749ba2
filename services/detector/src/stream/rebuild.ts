import type { Engine } from '@sekisho/clickhouse';
import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import type { PartyOf } from '../parties.ts';
import type { Partition } from '../partition.ts';
import { FeedDelays } from './feed-delays.ts';
import { fillEvent } from './fill.ts';
import { belowPositions, type Positions, readJournal } from './journal.ts';
import { StoredActivities } from './stored-activity.ts';
import { fillLearnedDays } from './stored-days.ts';
import { StoredDestinations } from './stored-destinations.ts';
import { fillClocks, fillOpenLegs } from './stored-legs.ts';
import { noDecisions, readDecisions } from './stored-versions.ts';

export interface RebuildOptions {
  engine: Engine;
  topic: string;
  numbering: Numbering;
  directory: Directory;
  partyOf: PartyOf;
  /** Of each partition, the first record to be fetched. */
  positions: Positions;
  partitions: ReadonlyMap<number, Partition>;
  /** Epoch ms; default: by the wall clock. */
  now?: number;
  /** Gives up between two blocks of rows. */
  signal: AbortSignal;
}

/**
 * Fills partitions with what the store knows of them, as if they had been here all the time. Judges
 * stay filling where decisions of theirs are stored on records that are still to come.
 * @returns of each partition by how much its newest record was old when it was written, in ms;
 * `undefined` where it has none
 */
export async function rebuild(options: RebuildOptions): Promise<Map<number, number | undefined>> {
  const { engine, topic, positions, partitions, numbering, directory, signal } = options;
  await readAllDecisions(engine, topic, partitions);
  const parts = { directory, destinations: new StoredDestinations(numbering) };
  const delays = new FeedDelays();
  for (const { scorers } of partitions.values())
    for (const scorer of scorers) scorer.isFilling = true;
  await fillLearnedDays(engine, topic, partitions, directory, options.now ?? Date.now());
  const others = await StoredActivities.open(engine, topic, positions, partitions, directory);
  try {
    for await (const block of readJournal(engine, topic, positions)) {
      signal.throwIfAborted();
      for (const event of block) {
        const { partition } = event;
        const offset = Number(event.position);
        if (others.isDue(partition, offset)) await others.takeBefore(partition, offset);
        fillEvent(partitions.get(partition)!, event, parts);
        delays.note(partition, Number(event.at), event.writtenAt * 1000);
      }
    }
    await others.takeRest();
  } finally {
    await others.close();
  }
  await fillOpenLegs(engine, topic, positions, partitions, options.partyOf);
  await fillClocks(engine, topic, positions, partitions, delays);
  for (const [number, { judges }] of partitions)
    for (const judge of judges) judge.scorer.isFilling = judge.isBehind(positions.get(number)!);
  return new Map([...partitions.keys()].map((number) => [number, delays.of(number)]));
}

async function readAllDecisions(
  engine: Engine,
  topic: string,
  partitions: ReadonlyMap<number, Partition>,
): Promise<void> {
  const numbers = [...partitions.keys()];
  const live = await readDecisions(engine, topic, numbers);
  for (const [number, { live: judge }] of partitions)
    judge.decisions = live.get(number) ?? noDecisions();
  const tried = [...partitions].filter(([, { candidate }]) => candidate !== undefined);
  if (tried.length === 0) return;
  const stored = await readDecisions(engine, topic, numbers, 'candidate_version');
  for (const [number, { candidate }] of tried)
    candidate!.decisions = stored.get(number) ?? noDecisions();
}

/** Whether the store holds anything of the partitions below their positions. */
export async function isAnythingStored(
  engine: Engine,
  topic: string,
  positions: Positions,
): Promise<boolean> {
  const rows = await engine.query(
    `select 1 from cdr where topic = {topic:String} and ${belowPositions(positions)} limit 1`,
    { topic },
  );
  return rows.length > 0;
}
