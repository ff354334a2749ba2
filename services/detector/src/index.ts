export type { Counters } from './counters.ts';
export { createDetector, type Detector, FIRST_OFFSET } from './detector.ts';
export { type NumberKey, numberKey } from './number-key.ts';
export { TopicChangedError } from './stream/topic-guard.ts';
