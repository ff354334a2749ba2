export type { DecisionQueue } from './actions.ts';
export { followCandidate, loadCandidate } from './candidate-rules.ts';
export type { RejectedRecord, RejectedTopic } from './rejected-topic.ts';
export { StreamDetector } from './stream-detector.ts';
export { checkDetector, createStreamEvents, measureDetector } from './stream-metrics.ts';
