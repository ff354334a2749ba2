export { RecordLogError, type RecordLogErrorCode } from './errors.ts';
export { openRecordLog } from './open-record-log.ts';
export type {
  LogRecord,
  NewRecord,
  ReadLimits,
  RecordLog,
  RecordLogOptions,
} from './record-log.ts';
