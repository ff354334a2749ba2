import type { Assignment, ConsumerHandlers, Producer, TopicBatch } from '@sekisho/kafka';
import { type Heat, RangeStage } from '@sekisho/rules';
import { type Log, retry } from '@sekisho/runtime';
import type { KnownHeats } from './known-heats.ts';
import { readHeat, readRangeCall } from './range-calls.ts';

interface RangeConsumerOptions {
  producer: Producer;
  topic: string;
  /** What detectors know already is not told again. */
  heats: Pick<KnownHeats, 'isNews'>;
  log: Log;
  onFailure(error: Error): void;
}

/**
 * The range stage over the partitions of topic `leg` that its group gives to this process. Nothing
 * is committed: what a partition holds is read again by whoever takes it over, and repeats make no
 * difference.
 */
export class RangeConsumer implements ConsumerHandlers {
  readonly #options: RangeConsumerOptions;
  readonly #stages = new Map<number, RangeStage>();
  readonly #ended = new AbortController();

  constructor(options: RangeConsumerOptions) {
    this.#options = options;
  }

  onRevoke(): void {
    // Heat that two detectors tell of is the same.
  }

  onAssign({ partitions }: Assignment): Promise<void> {
    const given = new Set(partitions.map(({ partition }) => partition));
    for (const number of this.#stages.keys()) if (!given.has(number)) this.#stages.delete(number);
    for (const number of given)
      if (!this.#stages.has(number)) this.#stages.set(number, new RangeStage());
    return Promise.resolve();
  }

  async onBatch({ partition, records }: TopicBatch): Promise<void> {
    const { heats, log } = this.#options;
    // Of a range the newest heat of a batch tells all.
    const newest = new Map<string, Heat>();
    for (const { value, offset } of records) {
      const call = readRangeCall(value);
      if (call === undefined)
        log.warn({ partition, offset }, 'a leg that cannot be read is left out');
      const heat = call && this.#stages.get(partition)?.observe(call);
      if (heat !== undefined) newest.set(heat.key, heat);
    }
    const news = [...newest.values()].filter((heat) => heats.isNews(heat));
    await this.#publish(news);
  }

  onFailure(error: Error): void {
    this.#options.onFailure(error);
  }

  end(): void {
    this.#ended.abort();
  }

  async #publish(news: readonly Heat[]): Promise<void> {
    if (news.length === 0) return;
    const { producer, topic, log } = this.#options;
    const messages = news.map((heat) => ({ key: heat.key, value: JSON.stringify(heat) }));
    const { signal } = this.#ended;
    try {
      await retry(() => producer.send(`${topic}.range`, messages), {
        signal,
        onFailure: (error) => log.warn({ err: error }, 'heat of ranges cannot be told yet'),
      });
    } catch (error) {
      if (!signal.aborted) throw error;
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
