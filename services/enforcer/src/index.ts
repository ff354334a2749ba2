export { createEnforcer, type Enforcer, type EnforcerOptions } from './enforcer.ts';
export { createMirror } from './mirror.ts';
export { createPolicySource, type PolicySource } from './policy-source.ts';
export { createInProcessQueue } from './queue/in-process-queue.ts';
export type { JobQueue } from './queue/job-queue.ts';
export { createDryRunTarget } from './targets/dry-run.ts';
export { createWebhookTarget } from './targets/webhook.ts';
