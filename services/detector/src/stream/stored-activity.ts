import type { Engine } from '@sekisho/clickhouse';
import type { Directory } from '@sekisho/ledger';
import type { Partition } from '../partition.ts';
import { traitsOf } from '../traits.ts';
import { FILL_WITHIN } from './fill-within.ts';
import { belowPositions, COUNTS, type Positions } from './journal.ts';
import { NOT_JOURNALLED } from './stored-legs.ts';

/** Legs of a subscriber that only `cdr` holds, from one source within one hour. */
interface StoredActivity {
  partition: number;
  subscriber: string;
  service: string;
  /** They came before the journalled event at this offset; 0 where none comes after them. */
  before: string | number;
  legs: string | number;
  /** Epoch ms, when the first and the last of them began. */
  firstAt: string | number;
  lastAt: string | number;
  /** Epoch ms, the newest `at` of their first records: what the subscriber's clock had heard. */
  heardAt: string | number;
  sourceIp: string;
  userAgent: string;
}

/** Evidence of what is usual, for partitions that are filled from the journal in its order. */
export class StoredActivities {
  readonly #partitions: ReadonlyMap<number, Partition>;
  readonly #directory: Directory;
  readonly #blocks: AsyncIterator<readonly StoredActivity[]>;
  #block: readonly StoredActivity[] = [];
  #next = 0;
  #isRead = false;

  private constructor(
    partitions: ReadonlyMap<number, Partition>,
    directory: Directory,
    blocks: AsyncIterable<readonly StoredActivity[]>,
  ) {
    this.#partitions = partitions;
    this.#directory = directory;
    this.#blocks = blocks[Symbol.asyncIterator]();
  }

  static async open(
    engine: Engine,
    topic: string,
    positions: Positions,
    partitions: ReadonlyMap<number, Partition>,
    directory: Directory,
  ): Promise<StoredActivities> {
    const activities = readActivities(engine, topic, positions);
    const opened = new StoredActivities(partitions, directory, activities);
    await opened.#read();
    return opened;
  }

  /** Whether something came before the record at a position that was not taken in yet. */
  isDue(partition: number, offset: number): boolean {
    const head = this.#block[this.#next];
    if (head === undefined || head.partition > partition) return false;
    const before = Number(head.before);
    return head.partition < partition || (before !== 0 && before <= offset);
  }

  /** Takes in what came before the record at a position. */
  async takeBefore(partition: number, offset: number): Promise<void> {
    while (this.isDue(partition, offset)) await this.#take();
  }

  async takeRest(): Promise<void> {
    while (!this.#isRead) await this.#take();
  }

  async close(): Promise<void> {
    await this.#blocks.return?.();
  }

  async #take(): Promise<void> {
    const activity = this.#block[this.#next++];
    if (activity !== undefined) this.#restore(activity);
    if (this.#next >= this.#block.length) await this.#read();
  }

  async #read(): Promise<void> {
    const { done, value } = await this.#blocks.next();
    this.#isRead = done === true;
    this.#block = done === true ? [] : value;
    this.#next = 0;
  }

  #restore({ partition, subscriber, service, sourceIp, userAgent, ...stored }: StoredActivity) {
    const { scorers, subscribers, sourceOf } = this.#partitions.get(partition)!;
    const firstAt = Number(stored.firstAt);
    const index = subscribers.of(subscriber);
    // Whether the call that is judged next came behind them shows by this clock.
    subscribers.advance(index, Number(stored.heardAt));
    const traits = traitsOf(this.#directory, subscriber, service, firstAt);
    const source = sourceOf(sourceIp || undefined, userAgent || undefined);
    const activity = {
      legs: Number(stored.legs),
      firstAt,
      lastAt: Number(stored.lastAt),
      source,
    };
    for (const scorer of scorers) scorer.restoreActivity(index, traits, activity);
  }
}

/*
 * Each leg once, under its first record. Legs are grouped no further than up to the next call that
 * is judged: what was usual when it began must not know of what came after.
 */
function readActivities(
  engine: Engine,
  topic: string,
  positions: Positions,
): AsyncIterable<readonly StoredActivity[]> {
  const within = `topic = {topic:String} and ${belowPositions(positions)} and not late and ${FILL_WITHIN}`;
  return engine.rows<StoredActivity>(
    `select owned as partition, caller as subscriber, any(named) as service, judged.position as before,
            count() as legs, min(began) as firstAt, max(began) as lastAt, max(heard) as heardAt,
            address as sourceIp, agent as userAgent
       from (
         select any(cdr.partition) as owned, cdr.subscriber as caller, min(\`offset\`) as first,
                argMin(cdr.service, \`offset\`) as named,
                toUnixTimestamp64Milli(started_at) as began,
                argMin(toUnixTimestamp64Milli(cdr.at), \`offset\`) as heard,
                argMin(source_ip, \`offset\`) as address,
                argMin(user_agent, \`offset\`) as agent
           from cdr
          where ${within} and ${NOT_JOURNALLED}
          group by cdr.subscriber, started_at, source, call_id
         having not argMin(barred, \`offset\`)
       ) as legs
       asof left join (
         select partition as owned, subscriber as caller, \`offset\` as position
           from journal
          where ${within} and ${COUNTS}
       ) as judged
         on legs.owned = judged.owned and legs.caller = judged.caller
            and legs.first < judged.position
      group by owned, caller, before, intDiv(began, 3600000), address, agent
      order by owned, before = 0, before
      settings optimize_aggregation_in_order = 1`,
    { topic },
  );
}
