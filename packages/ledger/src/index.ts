export { noteAttempt, noteProblem } from './attempts.ts';
export {
  createDirectory,
  type Directory,
  type DirectoryEntry,
  SUBSCRIBER_KINDS,
  type SubscriberKind,
} from './directory.ts';
export {
  type DryRunBarring,
  deleteDryRunBarring,
  dryRunBarrings,
  putDryRunBarring,
} from './dry-run-barrings.ts';
export { countOpen, dueRestrictions, lackingDecisions, type StoredEvidence } from './due.ts';
export { LedgerError, type LedgerErrorCode } from './errors.ts';
export { dropLease, type Lease, takeLease } from './lease.ts';
export { type Ledger, type LedgerOptions, openLedger } from './ledger.ts';
export { migrateLedger } from './migrate.ts';
export {
  countUnmirrored,
  markMirrored,
  type UnmirroredTransition,
  unmirroredTransitions,
} from './mirror.ts';
export { type Move, moveRestriction } from './move.ts';
export { type Owner, Owners, type OwnersParts } from './owners.ts';
export { parseDirectory } from './parse-directory.ts';
export { approveRestriction, type Request, requestRelease } from './people.ts';
export { noteEvidence, recordDecision } from './record-decision.ts';
export {
  findLive,
  findRestriction,
  lastEnded,
  type Restriction,
  readRestriction,
} from './restriction.ts';
