import { type Inspection, inspect, type Mapping } from '@sekisho/cdr';
import type { Numbering } from '@sekisho/numbering';
import type { DecodedRow, DecodedRows } from './read-rows.ts';
import type { Sample } from './read-sample.ts';
import type { Findings } from './report.ts';
import { summarise } from './row-summary.ts';
import { understand } from './understand.ts';
import { viewRow } from './understood-row.ts';

export interface InspectionOptions {
  readonly file: string;
  readonly source?: string | undefined;
  readonly timeZone?: string | undefined;
  /** Given by the caller instead of proposed. */
  readonly mapping?: Mapping | undefined;
  readonly mappingFile?: string | undefined;
  readonly numbering: Numbering;
  readonly dialPlan?: string | undefined;
  /** Rows to show. */
  readonly rows: number;
  readonly showNumbers: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

const DEFAULT_ZONE = 'Asia/Tokyo';

/** What a file is and how its rows are understood; `undefined` mapping and format: why not. */
export async function findOut(
  sample: Sample,
  options: InspectionOptions,
): Promise<Findings | { why: string }> {
  const found =
    options.mapping === undefined ? inspect(sample.bytes, options) : given(options.mapping);
  if (found.kind === 'unknown') return { why: found.why };
  const { reading, decoded, doubts } = await understand(sample, found, options);
  const { rows, numbering, showNumbers, timeZone, file, mappingFile } = options;
  return {
    file,
    format: found.kind === 'format' ? found.format : null,
    mapping: reading.mapping ?? null,
    mappingFile: mappingFile ?? null,
    rows: rowsToShow(decoded, rows).map((row) => viewRow(row, { numbering, showNumbers })),
    summary: summarise(decoded, numbering),
    isWhole: sample.isWhole,
    doubts,
    lacks: found.kind === 'mapping' ? found.lacks : [],
    timeZone: reading.mapping?.timeZone ?? timeZone ?? DEFAULT_ZONE,
  };
}

/** A file that can be read, or nearly. */
export type Found = Exclude<Inspection, { kind: 'unknown' }>;

function given(mapping: Mapping): Found {
  return { kind: 'mapping', mapping, doubts: [], lacks: [] };
}

const REFUSED_SHOWN = 5;

/** The first rows, and some refused ones behind them. */
function rowsToShow({ rows }: DecodedRows, most: number): readonly DecodedRow[] {
  const refused = rows.slice(most).filter(({ outcome }) => outcome.outcome === 'reject');
  return [...rows.slice(0, most), ...refused.slice(0, most === 0 ? 0 : REFUSED_SHOWN)];
}
