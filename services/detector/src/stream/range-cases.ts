import type { Engine, Store } from '@sekisho/clickhouse';
import type { DestinationCaseVersion } from '@sekisho/rules';
import { destinationCaseRow } from '../store-rows.ts';
import { readCases } from './stored-cases.ts';

/** Where the destination cases of a range stage are kept. */
export interface RangeCases {
  readonly isPending: boolean;
  /** Those stored of partitions of the stage's topic, each as it was shown last. */
  read(partitions: readonly number[]): Promise<Map<number, DestinationCaseVersion[]>>;
  append(version: DestinationCaseVersion, partition: number, offset: number): void;
  /** Durable, when it resolves, is all that was appended. After a failure nothing is lost. */
  flush(): Promise<void>;
}

/**
 * Keeps them in the detector's store.
 * @param topic of the records; the calls of the stage come from its topic `leg`
 * @param now epoch ms
 */
export function createRangeCases(
  engine: Engine,
  store: Store,
  topic: string,
  now: () => number,
): RangeCases {
  const legs = `${topic}.leg`;
  let pending = 0;
  return {
    get isPending() {
      return pending > 0;
    },
    read: (partitions) => readCases(engine, legs, partitions),
    append(version, partition, offset) {
      const position = { topic: legs, partition, offset, ingestedAt: now() };
      store.appendDestinationCase(destinationCaseRow(version, position));
      pending++;
    },
    async flush() {
      const flushed = pending;
      await store.flush();
      pending -= flushed;
    },
  };
}
