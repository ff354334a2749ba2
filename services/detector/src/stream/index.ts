export { createJobQueue, type JobQueue } from './decision-queue.ts';
export { createRejectedTopic, type RejectedTopic } from './rejected-topic.ts';
export { StreamDetector } from './stream-detector.ts';
export { createStreamEvents } from './stream-metrics.ts';
