import type { Assignment, ConsumerHandlers, Producer, TopicBatch } from '@sekisho/kafka';
import { type CaseRules, type Heat, RangeStage } from '@sekisho/rules';
import { type Log, retry } from '@sekisho/runtime';
import { casesIn } from '../case-id.ts';
import type { KnownHeats } from './known-heats.ts';
import { readHeat, readRangeCall } from './range-calls.ts';
import type { RangeCases } from './range-cases.ts';

interface RangeConsumerOptions {
  producer: Producer;
  /** Of the records. */
  topic: string;
  /** What detectors know already is not told again. */
  heats: Pick<KnownHeats, 'isNews'>;
  /** Where destination cases are stored. */
  cases: RangeCases;
  /** What makes one. */
  caseRules: CaseRules | undefined;
  log: Log;
  onFailure(error: Error): void;
}

/**
 * The range stage over the partitions of topic `leg` that its group gives to this process. Nothing
 * is committed: what a partition holds is read again by whoever takes it over, and repeats make no
 * difference. A destination case that is stored is adopted, and never opened again.
 */
export class RangeConsumer implements ConsumerHandlers {
  readonly #options: RangeConsumerOptions;
  readonly #stages = new Map<number, RangeStage>();
  readonly #ended = new AbortController();
  #caseRules: CaseRules | undefined;
  /** Of the call in hand. */
  #offset = 0;

  constructor(options: RangeConsumerOptions) {
    this.#options = options;
    this.#caseRules = options.caseRules;
  }

  /** From now on these make a destination case. */
  set caseRules(rules: CaseRules | undefined) {
    this.#caseRules = rules;
    for (const stage of this.#stages.values()) stage.cases.rules = rules;
  }

  onRevoke(): void {
    // Heat that two detectors tell of is the same, and so is a case that two store.
  }

  async onAssign({ partitions }: Assignment): Promise<void> {
    const given = new Set(partitions.map(({ partition }) => partition));
    for (const number of this.#stages.keys()) if (!given.has(number)) this.#stages.delete(number);
    const lacking = [...given].filter((number) => !this.#stages.has(number));
    if (lacking.length === 0) return;
    const stored = await this.#untilEnded('stored destination cases cannot be read yet', () =>
      this.#options.cases.read(lacking),
    );
    if (stored === undefined) return;
    for (const number of lacking) {
      const stage = this.#stageOf(number);
      for (const version of stored.get(number) ?? []) stage.cases.adopt(version);
      this.#stages.set(number, stage);
    }
  }

  async onBatch({ partition, records }: TopicBatch): Promise<void> {
    const { heats, cases, log } = this.#options;
    // Of a range the newest heat of a batch tells all.
    const newest = new Map<string, Heat>();
    for (const { value, offset } of records) {
      const call = readRangeCall(value);
      if (call === undefined)
        log.warn({ partition, offset }, 'a leg that cannot be read is left out');
      this.#offset = offset;
      const heat = call && this.#stages.get(partition)?.observe(call);
      if (heat !== undefined) newest.set(heat.key, heat);
    }
    const news = [...newest.values()].filter((heat) => heats.isNews(heat));
    await this.#publish(news);
    // Heat before cases: nobody waits for people to be told.
    if (cases.isPending)
      await this.#untilEnded('destination cases cannot be stored yet', () => cases.flush());
  }

  onFailure(error: Error): void {
    this.#options.onFailure(error);
  }

  end(): void {
    this.#ended.abort();
  }

  #stageOf(partition: number): RangeStage {
    const { topic, cases } = this.#options;
    const stage = new RangeStage(
      casesIn(topic, (version) => cases.append(version, partition, this.#offset)),
    );
    stage.cases.rules = this.#caseRules;
    return stage;
  }

  async #publish(news: readonly Heat[]): Promise<void> {
    if (news.length === 0) return;
    const { producer, topic } = this.#options;
    const messages = news.map((heat) => ({ key: heat.key, value: JSON.stringify(heat) }));
    await this.#untilEnded('heat of ranges cannot be told yet', () =>
      producer.send(`${topic}.range`, messages),
    );
  }

  /** `undefined` where it ends before the work is done. */
  async #untilEnded<T>(failing: string, work: () => Promise<T>): Promise<T | undefined> {
    const { log } = this.#options;
    const { signal } = this.#ended;
    try {
      return await retry(work, { signal, onFailure: (error) => log.warn({ err: error }, failing) });
    } catch (error) {
      if (!signal.aborted) throw error;
      return undefined;
    }
  }
}

/** Reads topic `range` whole, and on. */
export function createHeatReader(
  onHeat: (heat: Heat) => void,
  log: Log,
  onFailure: (error: Error) => void,
): ConsumerHandlers {
  return {
    onRevoke: () => undefined,
    onAssign: () => Promise.resolve(),
    onBatch: ({ records }) => {
      for (const { value, offset } of records) {
        const heat = readHeat(value);
        if (heat === undefined) log.warn({ offset }, 'heat that cannot be read is left out');
        else onHeat(heat);
      }
      return Promise.resolve();
    },
    onFailure,
  };
}
