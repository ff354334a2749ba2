export type { Counters } from './counters.ts';
export { createDetector, type Detector, type DetectorOptions } from './detector.ts';
export { type NumberKey, numberKey } from './number-key.ts';
