import type { RecordDecoder } from '../decoded.ts';
import { checkOptions, DEFAULT_TIME_ZONE, type DecoderOptions } from '../decoder-options.ts';
import { behindOutsideLine } from '../outside-line.ts';
import type { RecordReading } from '../record-reading.ts';
import { createZoneResolver } from '../zone-offset.ts';
import { createFixedRows } from './fixed-rows.ts';
import { createJsonRows } from './json-rows.ts';
import type { Mapping } from './mapping.ts';
import { createMappingDecoder } from './mapping-decoder.ts';
import { createTableRows } from './table-rows.ts';

const DEFAULT_SOURCE = 'default';

/**
 * How files are read by a mapping. Of the options `source` and `outsideLine` win over those of the
 * mapping, `timeZone` does not. Throws a RangeError for a bad option.
 */
export function createMappingReading(
  mapping: Mapping,
  options: DecoderOptions = {},
): RecordReading {
  checkOptions(options);
  const source = options.source ?? mapping.source ?? DEFAULT_SOURCE;
  const resolve = createZoneResolver(mapping.timeZone ?? options.timeZone ?? DEFAULT_TIME_ZONE);
  const outsideLine = options.outsideLine ?? mapping.outsideLine;
  return {
    layout: mapping.format === 'json' ? 'json' : 'lines',
    isContractForm: false,
    headLines: (first) => headLines(mapping, first),
    open: (head) => {
      const decode = openRows(mapping, head.at(-1), { source, resolve });
      return behindOutsideLine(decode, { ...options, outsideLine });
    },
  };
}

/** Comments may stand in front of a header. */
function headLines({ skipLines, header, comment }: Mapping, first: readonly Buffer[]): number {
  if (!header) return skipLines;
  const mark = Buffer.from(comment ?? '');
  let count = skipLines;
  while (mark.length > 0 && first[count]?.subarray(0, mark.length).equals(mark) === true) count++;
  return count + 1;
}

type Parts = Omit<Parameters<typeof createMappingDecoder>[1], 'rows'>;

function openRows(mapping: Mapping, lastOfHead: Buffer | undefined, parts: Parts): RecordDecoder {
  switch (mapping.format) {
    case 'json':
      return createMappingDecoder(mapping, { ...parts, rows: createJsonRows(mapping) });
    case 'fixed':
      return createMappingDecoder(mapping, { ...parts, rows: createFixedRows(mapping) });
    default: {
      const header = mapping.header ? lastOfHead : undefined;
      return createMappingDecoder(mapping, { ...parts, rows: createTableRows(mapping, header) });
    }
  }
}
