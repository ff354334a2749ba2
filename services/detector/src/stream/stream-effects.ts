export { createJobQueue, type JobQueue } from './decision-queue.ts';
export { createRejectedTopic } from './rejected-topic.ts';
