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
export { openRemoteEngine } from './remote.ts';
export { createRowEncoder, type RowEncoder } from './row-encoder.ts';
export type {
  AlertRuleRow,
  AlertSeverity,
  AlertVersionRow,
  CalledKind,
  CdrRow,
  CostSource,
  JournalRow,
} from './rows.ts';
export { isQuestion } from './statement.ts';
export { openStore, type Store } from './store.ts';
