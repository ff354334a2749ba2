import type { Engine } from './engine.ts';

/** One closed day of a subscriber, as it was remembered last. */
export interface ProfileDay {
  partition: number;
  subscriber: string;
  /** Epoch ms, midnight UTC of the date. */
  day: number;
  /** JSON. */
  profile: string;
}

type StoredDay = Omit<ProfileDay, 'day'> & { day: string };

/**
 * Reads back the closed days of some partitions in blocks, a row for each day of each subscriber, by
 * partition, subscriber and day. @param since epoch ms of the first day wanted
 */
export async function* readProfileDays(
  engine: Engine,
  topic: string,
  partitions: readonly number[],
  since: number,
): AsyncGenerator<readonly ProfileDay[]> {
  const blocks = engine.rows<StoredDay>(
    `select partition, subscriber, toString(p.day) as day, profile
       from profile_day as p
      where topic = {topic:String} and partition in {partitions:Array(UInt32)}
        and p.day >= toDate(fromUnixTimestamp64Milli({since:Int64}, 'UTC'))
      order by topic, partition, subscriber, p.day, p.\`offset\` desc
      limit 1 by topic, partition, subscriber, p.day`,
    { topic, partitions, since },
  );
  for await (const block of blocks) {
    yield block.map(({ day, ...row }) => ({ ...row, day: Date.parse(day) }));
  }
}
