export { checkPaths } from './check-paths.ts';
export { FeedError, type FeedErrorCode } from './feed-error.ts';
export { type ReadOptions, readRecords } from './read-records.ts';
export type { RecordBatch } from './record-batch.ts';
