import { type Engine, readProfileDays } from '@sekisho/clickhouse';
import type { Directory } from '@sekisho/ledger';
import type { LearnedDay } from '@sekisho/rules';
import type { Partition } from '../partition.ts';
import { traitsOf } from '../traits.ts';

const DAY_MS = 86_400_000;
/** What is usual is remembered for so long. */
const REMEMBERED_MS = 90 * DAY_MS;
/** What the journal fills in is not taken from closed days too. */
const JOURNALLED_DAYS = 9;

/** Takes in what was learned before the days that partitions are filled with. @param now epoch ms */
export async function fillLearnedDays(
  engine: Engine,
  topic: string,
  partitions: ReadonlyMap<number, Partition>,
  directory: Directory,
  now: number,
): Promise<void> {
  const since = now - REMEMBERED_MS;
  for await (const block of readProfileDays(engine, topic, [...partitions.keys()], since)) {
    for (const { partition, subscriber, day, profile } of block) {
      const { scorers, subscribers } = partitions.get(partition)!;
      const { hours, ...learned } = JSON.parse(profile) as LearnedDay;
      const traits = traitsOf(directory, subscriber, undefined, day);
      // Hours that reach into what is filled in would count it twice.
      const isBefore = hours !== undefined && hours.through <= now - JOURNALLED_DAYS * DAY_MS;
      const before = { ...learned, hours: isBefore ? hours : undefined };
      for (const scorer of scorers) {
        const last = scorer.dayOf(now - JOURNALLED_DAYS * DAY_MS) ?? 0;
        if (day / DAY_MS > last) continue;
        scorer.restoreDay(subscribers.of(subscriber), traits, before);
      }
    }
  }
}
