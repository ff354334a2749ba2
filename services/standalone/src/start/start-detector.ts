import type { Engine, Store } from '@sekisho/clickhouse';
import type { NumberKey } from '@sekisho/detector';
import {
  checkDetector,
  createStreamEvents,
  measureDetector,
  StreamDetector,
} from '@sekisho/detector/stream';
import type { JobQueue } from '@sekisho/enforcer';
import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import type { RecordLog } from '@sekisho/record-log';
import type { AddressCountries } from '@sekisho/reference';
import { decisionJob } from '@sekisho/restrictions';
import type { RuleSet } from '@sekisho/rules';
import { type Lifetime, type Log, waitAtMost } from '@sekisho/runtime';
import { feed, TOPIC } from './feed.ts';
import type { PartObservation } from './observation.ts';
import { createRejectedByDetector } from './rejected-by-detector.ts';
import type { RejectedFile } from './rejected-file.ts';

export interface DetectorParts {
  numbering: Numbering;
  ruleSet: RuleSet;
  /** Tried beside it, without effect. */
  candidateRuleSet: RuleSet | undefined;
  directory: Directory;
  numberKey: NumberKey;
  addressCountry: AddressCountries;
  engine: Engine;
  store: Store;
  records: RecordLog;
  rejected: RejectedFile;
  queue: JobQueue;
  observed: PartObservation;
  lifetime: Lifetime;
  log: Log;
  /** Epoch ms. */
  now(): number;
  fail(error: unknown): void;
}

/** Rows that wait while the engine answers a query or does not write; then reading waits. */
const MAX_PENDING_BYTES = 256 * 1_048_576;
const DRAIN_WITHIN_MS = 4000;

/** The detector of the services, fed from the log instead of Kafka. */
export function startDetector(parts: DetectorParts): StreamDetector {
  const { records, rejected, queue, observed, lifetime, store, now, fail } = parts;
  const { metrics, health } = observed;
  const detector = new StreamDetector({
    ...parts,
    topic: TOPIC,
    queue: { enqueue: (decision, isFirst) => queue.enqueue(decisionJob(decision, isFirst)) },
    rejected: createRejectedByDetector(rejected),
    // The log and the store are held against each other where they are opened.
    checkTopic: () => Promise.resolve(),
    commit: async (next) => {
      for (const offset of next.values()) await records.commit(offset);
    },
    maxPendingBytes: MAX_PENDING_BYTES,
    events: createStreamEvents(metrics, fail),
  });
  measureDetector(metrics, detector, store, now);
  checkDetector(health, detector);
  const stopping = new AbortController();
  const feeding = feed(records, detector, stopping.signal).catch((error: unknown) => {
    if (!stopping.signal.aborted) fail(error);
  });
  lifetime.add('detector', detector, async (running) => {
    stopping.abort();
    await waitAtMost(DRAIN_WITHIN_MS, Promise.all([feeding, running.drain()]));
    running.end();
  });
  return detector;
}
