export { openEmbeddedEngine } from './embedded.ts';
export type { EmbeddedEngineOptions, Engine, QueryParams } from './engine.ts';
export { EngineError, type EngineErrorCode, StoreInUseError } from './errors.ts';
export { migrate } from './migrate.ts';
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
export { openStore, type Store } from './store.ts';
