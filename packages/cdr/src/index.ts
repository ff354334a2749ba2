export type { Decoded, RecordDecoder } from './decoded.ts';
export { checkOptions, type DecoderOptions, type OutsideLineCut } from './decoder-options.ts';
export { detectFormat } from './format.ts';
export { RECORD_FORMATS, type RecordFormat } from './formats.ts';
export { HORIZON_MS } from './horizon.ts';
export {
  byWeight,
  type Doubt,
  type DoubtCode,
  doubt,
  type Inspection,
  inspect,
  mappingText,
} from './inspect/index.ts';
export type {
  CanonicalValue,
  ColumnRef,
  MappedField,
  Mapping,
  RowCondition,
  TimeForm,
} from './mapping/mapping.ts';
export { MappingError, type MappingProblem } from './mapping/mapping-error.ts';
export { createMappingReading } from './mapping/mapping-reading.ts';
export { parseMapping } from './mapping/parse-mapping.ts';
export { decodeNdjsonLine } from './ndjson.ts';
export { createDecoder, createReading } from './reading.ts';
export type { Cdr, CdrEvent, Direction, LegKind } from './record.ts';
export { HeadError, type RecordLayout, type RecordReading } from './record-reading.ts';
export { type Reject, type RejectReason, reject } from './reject.ts';
export { type ResolvedTimes, resolveTimes, talkTimeMs } from './resolve-times.ts';
export { SKIPPED, type Skipped } from './skipped.ts';
export { formatTime, parseTime } from './times.ts';
export { createOffsetReader } from './zone-offset.ts';
