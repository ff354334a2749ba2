export { createEnforcer, type Enforcer, type EnforcerOptions } from './enforcer.ts';
export { startHeartbeat } from './heartbeat.ts';
export { createMirror } from './mirror.ts';
export { createPolicy } from './policy.ts';
export { createInProcessQueue } from './queue/in-process-queue.ts';
export type { JobQueue } from './queue/job-queue.ts';
export { createDryRunTarget } from './targets/dry-run.ts';
export { createWebhookTarget } from './targets/webhook.ts';
