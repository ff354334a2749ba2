export { readBytes } from './byte-stream.ts';
export { checkPaths } from './check-paths.ts';
export { FeedError, type FeedErrorCode } from './feed-error.ts';
export { loadMapping } from './read-mapping.ts';
export { createOutsideLineCut } from './read-outside-line.ts';
export { type ReadOptions, readRecords } from './read-records.ts';
export type { RecordBatch } from './record-batch.ts';
