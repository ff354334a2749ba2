export { createEnforcer, type Enforcer, type EnforcerOptions } from './enforcer.ts';
export { createMirror } from './mirror.ts';
export { createPolicy } from './policy.ts';
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
