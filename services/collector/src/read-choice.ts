import {
  createMappingReading,
  createReading,
  type DecoderOptions,
  detectFormat,
  type Mapping,
  type RecordFormat,
  type RecordReading,
} from '@sekisho/cdr';

/** Bytes at the beginning of a file by which its format is told. */
export const HEAD_BYTES = 65_536;

/** What files of records are; without format and mapping the content of each tells. */
export interface RecordForm extends DecoderOptions {
  format?: RecordFormat | undefined;
  mapping?: Mapping | undefined;
}

/**
 * How a file is read, told by its first bytes; `undefined` as long as more of them may tell.
 * What nothing recognises is read as NDJSON.
 */
export type ChooseReading = (head: Buffer, isAll: boolean) => RecordReading | undefined;

/** Throws a RangeError for a bad source, zone or outside line. */
export function createChooseReading({ format, mapping, ...options }: RecordForm): ChooseReading {
  if (mapping !== undefined) return always(createMappingReading(mapping, options));
  if (format !== undefined) return always(createReading(format, options));
  const fallback = createReading('ndjson', options);
  const made = new Map<RecordFormat, RecordReading>([['ndjson', fallback]]);
  return (head, isAll) => {
    const detected = detectFormat(head.subarray(0, HEAD_BYTES));
    if (detected === undefined) return isAll || head.length >= HEAD_BYTES ? fallback : undefined;
    const reading = made.get(detected) ?? createReading(detected, options);
    made.set(detected, reading);
    return reading;
  };
}

function always(reading: RecordReading): ChooseReading {
  return () => reading;
}
