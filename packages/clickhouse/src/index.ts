export type {
  EmbeddedEngineOptions,
  Engine,
  QueryParams,
  RemoteEngineOptions,
} from './engine.ts';
export { EngineError, type EngineErrorCode, StoreInUseError } from './errors.ts';
export type { EngineServer, EngineServerOptions } from './http-front.ts';
export { migrate } from './migrate.ts';
export { openEmbeddedEngine, openRemoteEngine, serveEngine } from './open-engine.ts';
export { type ProfileDay, readProfileDays } from './profile-days.ts';
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
