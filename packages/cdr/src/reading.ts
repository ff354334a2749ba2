import type { RecordDecoder } from './decoded.ts';
import { checkOptions, type DecoderOptions } from './decoder-options.ts';
import { FORMATS, type FormatEntry, type RecordFormat } from './formats.ts';
import { LegMemory } from './leg-memory.ts';
import { behindOutsideLine } from './outside-line.ts';
import type { RecordReading } from './record-reading.ts';

/**
 * How files of a built-in format are read. Throws a RangeError for a bad `timeZone`, `source`
 * (1–64 characters) or `outsideLine`.
 */
export function createReading(format: RecordFormat, options: DecoderOptions = {}): RecordReading {
  checkOptions(options);
  const entry: FormatEntry = FORMATS[format];
  // Of all files: a call may begin in one and end in another.
  const parts = { ...options, legs: new LegMemory() };
  return {
    layout: entry.layout,
    isContractForm: format === 'ndjson' && !options.outsideLine,
    headLines: (first) => entry.headLines?.(first.map(String)) ?? 0,
    open: (head) => behindOutsideLine(entry.createDecoder(parts, head.map(String)), options),
  };
}

/** The decoder of a format for a file without a head. Throws as `createReading` does. */
export function createDecoder(format: RecordFormat, options: DecoderOptions = {}): RecordDecoder {
  return createReading(format, options).open([]);
}
