export { openEmbeddedEngine } from './embedded.ts';
export type {
  EmbeddedEngineOptions,
  Engine,
  QueryParams,
  RemoteEngineOptions,
} from './engine.ts';
export { EngineError, type EngineErrorCode, StoreInUseError } from './errors.ts';
export { type EngineServer, type EngineServerOptions, serveEngine } from './http-front.ts';
export { migrate } from './migrate.ts';
export { type ProfileDay, readProfileDays } from './profile-days.ts';
export { openRemoteEngine } from './remote.ts';
export { createRowEncoder, type RowEncoder } from './row-encoder.ts';
export type {
  AlertEvidenceRow,
  AlertRuleRow,
  AlertSeverity,
  AlertVersionRow,
  CalledKind,
  CdrRow,
  CostSource,
  DestinationCaseRow,
  JournalRow,
  ProfileDayRow,
  VerdictRow,
} from './rows.ts';
export { isQuestion } from './statement.ts';
export { openStore, type Store } from './store.ts';
