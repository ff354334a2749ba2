export { type ActualBars, actualBars } from './actual-bars.ts';
export { releaseDirectly, targetOf } from './break-glass.ts';
export { createDirectoryContact } from './directory-contact.ts';
export { createEnforcer, type Enforcer, type EnforcerOptions } from './enforcer.ts';
export { startHeartbeat } from './heartbeat.ts';
export { createMirror } from './mirror.ts';
export type { Channel, Message } from './notices/channel.ts';
export { createNotices, type Notices } from './notices/create-notices.ts';
export type { Delivery } from './notices/delivery.ts';
export { loadDelivery } from './notices/load-delivery.ts';
export type { ContactOf } from './notices/notice-parts.ts';
export { createPolicySource, type PolicySource } from './policy-source.ts';
export { createInProcessQueue } from './queue/in-process-queue.ts';
export type { JobQueue } from './queue/job-queue.ts';
export { type CheckOptions, type CheckStep, checkTarget } from './targets/check-target.ts';
export { chooseTarget } from './targets/choose-target.ts';
export { openTarget, openTargets, type TargetParts } from './targets/open-targets.ts';
export { type Held, type Target, TargetError } from './targets/target.ts';
export {
  readTargetsFile,
  TargetsFileError,
  type TargetsSettings,
} from './targets/targets-file.ts';
export { whyNoDestination } from './targets/why-no-destination.ts';
