/** Where a detector can be made to end, in the order in which a flush with a decision comes there. */
export const CRASH_POINTS = [
  'before cdr',
  'after cdr',
  'after waiting rows',
  'after adopting',
  'after journal',
  'before alert_version',
  'after alert_version',
  'before enqueue',
  'after enqueue',
  'before publish',
  'after publish',
  'before commit',
  'after commit',
] as const;

/** Where one comes to besides that tries other rules. */
const CANDIDATE_POINTS = ['before candidate_version', 'after candidate_version'] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number] | (typeof CANDIDATE_POINTS)[number];
