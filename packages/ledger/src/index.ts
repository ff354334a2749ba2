export * from './access/index.ts';
export {
  type Acknowledgement,
  acknowledge,
  isAcknowledged,
  lapseAcknowledgements,
} from './acknowledgement.ts';
export {
  type HistoryStep,
  restrictionsOfAlerts,
  restrictionsOfSubscriber,
  stepsOfAlert,
  verdictsOfAlert,
} from './alert-history.ts';
export { noteAttempt, noteProblem } from './attempts.ts';
export {
  type AuditEntry,
  type AuditHead,
  type AuditRecord,
  appendAudit,
  auditEntries,
} from './audit.ts';
export { type AuditVerification, verifyAudit } from './audit-verify.ts';
export { type BarRequest, barByHand, LONGEST_BAR_MS } from './bar-by-hand.ts';
export {
  type BarEntry,
  type BarEntryMark,
  type BarList,
  type BarPlace,
  barEntriesOf,
  barNodeStart,
  dropBarEntries,
  dropBarPlaces,
  type LiveBarEntry,
  liveBarEntries,
  markBarEntries,
  noteBarEntries,
  noteBarNode,
  noteLifted,
  remindLifted,
  rivalEntries,
} from './bar-entries.ts';
export {
  type BarredContract,
  barredContracts,
  dropLeft,
  noteJoined,
} from './barred-contracts.ts';
export { entriesToStand, markEntries, rivalsOfAll } from './bars-together.ts';
export {
  type BlindAlarm,
  type Blindness,
  endBlindness,
  noteBlindness,
  openBlindAlarms,
} from './blind-alarm.ts';
export {
  BREAKER,
  BreakerFullError,
  type BreakerScope,
  tripBreaker,
} from './breaker.ts';
export {
  type Case,
  type CaseFacts,
  caseIdOf,
  casesBeside,
  casesOf,
  findCase,
  historyOf,
  noteFacts,
  openCase,
  readCase,
} from './case.ts';
export {
  CONTACT_OUTCOMES,
  CONTACT_WAYS,
  type Contact,
  type ContactOutcome,
  type ContactRequest,
  type ContactWay,
  contactsOf,
  noteContact,
} from './case-contact.ts';
export * from './destination/index.ts';
export {
  createDirectory,
  type Directory,
  type DirectoryEntry,
  SUBSCRIBER_KINDS,
  type SubscriberKind,
} from './directory.ts';
export type { ColumnChange } from './directory-changes.ts';
export { directoryCsv } from './directory-csv.ts';
export {
  DIRECTORY_ENCODINGS,
  type DirectoryEncoding,
  EncodingError,
} from './directory-encoding.ts';
export { readDirectoryFile } from './directory-file.ts';
export { type DirectoryFollower, followDirectory } from './directory-follow.ts';
export {
  type ImportReport,
  importDirectory,
  SweepingImportError,
} from './directory-import.ts';
export { LiveDirectory } from './directory-live.ts';
export { linesOfSubscriber, traitsOfSubscriber } from './directory-now.ts';
export {
  type PastImport,
  pastImports,
  readDirectory,
  readDirectoryEntries,
  type ShownEntry,
  type ShownLine,
  type ShownSubscriber,
  showLine,
  showSubscriber,
} from './directory-read.ts';
export { type UnknownLine, UnknownLines, unknownLines } from './directory-unknown.ts';
export {
  type DryRunBarring,
  deleteDryRunBarring,
  dryRunBarrings,
  putDryRunBarring,
} from './dry-run-barrings.ts';
export {
  countOpen,
  dueRestrictions,
  lackingDecisions,
  type StoredEvidence,
  standingBars,
} from './due.ts';
export { type EmbeddedLedgerOptions, openEmbeddedLedger } from './embedded/embedded-ledger.ts';
export { LedgerError, type LedgerErrorCode } from './errors.ts';
export {
  beginHold,
  endHold,
  type Hold,
  type HoldRequest,
  holderOf,
  isHeldBy,
  openHolds,
} from './hold.ts';
export { dropLease, dropLeases, type Lease, takeLease, takeLeases } from './lease.ts';
export { type Ledger, type LedgerOptions, openLedger, type Run } from './ledger.ts';
export {
  type Companion,
  companionOf,
  inheritPriorState,
  LOCK_TERM_MS,
  lockSubscriber,
  RENEW_BEFORE_MS,
} from './lock.ts';
export {
  findManualStep,
  finishManualStep,
  type ManualAction,
  type ManualRequest,
  type ManualStep,
  openManualSteps,
  putManualStep,
} from './manual-steps.ts';
export {
  type Lacking,
  lackingStates,
  liftMark,
  type RememberedState,
  raiseMark,
  readMark,
} from './mark.ts';
export { migrate, migrateLedger } from './migrate.ts';
export {
  countUnmirrored,
  markMirrored,
  type UnmirroredTransition,
  unmirroredTransitions,
} from './mirror.ts';
export { type Move, moveRestriction } from './move.ts';
export {
  attemptsOf,
  beginAttempt,
  claimNotices,
  countNotices,
  endAttempt,
  endNotice,
  hastenNextStep,
  keepContent,
  markLate,
  type Notice,
  type NoticeAttempt,
  type NoticeContent,
  nextStepAt,
  noticesOf,
  planNotice,
  postponeNotice,
  sendAgain,
} from './notice.ts';
export { queueNotice } from './notice-outbox.ts';
export {
  dropExpiredNumbers,
  dropNumbers,
  type HeldNumber,
  heldNumbers,
  holdNumbers,
} from './number-hold.ts';
export { type Owner, Owners, type OwnersParts } from './owners.ts';
export { directoryTime, parseDirectory } from './parse-directory.ts';
export { approveRestriction, type Request, requestRelease } from './people.ts';
export { quietsOf } from './quiet.ts';
export { noteEvidence, recordDecision } from './record-decision.ts';
export {
  findLive,
  findRestriction,
  lastEnded,
  type Restriction,
  readRestriction,
  restrictionsOf,
} from './restriction.ts';
export {
  beginSilence,
  endSilence,
  LONGEST_SILENCE_MS,
  openSilences,
  type Silence,
} from './silence.ts';
export { UNDO_WITHIN_MS, undoableUntil, undoLast } from './undo.ts';
export {
  countUnmirroredVerdicts,
  giveVerdict,
  markVerdictsMirrored,
  unmirroredVerdicts,
  VERDICTS,
  type Verdict,
  type VerdictAnswer,
  verdictsOf,
} from './verdict.ts';
export { casesSince, noteWave, openWaves, type Wave, waveOf } from './wave.ts';
