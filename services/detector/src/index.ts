export type { Span } from './backtest/read-page.ts';
export { readStored } from './backtest/read-stored.ts';
export { type Backtest, createBacktest } from './backtest.ts';
export type { Counters } from './counters.ts';
export { createDetector, type Detector, FIRST_OFFSET } from './detector.ts';
export { createDryRun, type DryRun, type DryRunOptions } from './dry-run.ts';
export { type NumberKey, numberKey } from './number-key.ts';
export type { EnrichedRecord } from './outcome.ts';
export { TopicChangedError } from './stream/topic-guard.ts';
