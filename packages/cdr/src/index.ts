export type { Decoded, RecordDecoder } from './decoded.ts';
export { createDecoder, type DecoderOptions } from './decoder.ts';
export { detectFormat, type RecordFormat } from './format.ts';
export { isHeader } from './header.ts';
export { decodeNdjsonLine } from './ndjson.ts';
export type { Cdr, CdrEvent, Direction, LegKind } from './record.ts';
export { type Reject, type RejectReason, reject } from './reject.ts';
export { type ResolvedTimes, resolveTimes, talkTimeMs } from './resolve-times.ts';
export { formatTime, parseTime } from './times.ts';
