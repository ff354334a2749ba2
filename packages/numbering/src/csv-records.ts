/** One record of a CSV file; `line` is where it begins, 1-based. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

export interface CsvRecords {
  readonly records: readonly CsvRecord[];
  /** Line of a quote that is never closed. */
  readonly openQuoteLine: number | null;
}

// A field, then what ends it. An unclosed quote leaves the second branch an opening quote to find.
const FIELD = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\r|\n|$)/y;

/** RFC 4180 with LF, CR LF or CR, a leading BOM cut and empty lines left out. */
export function readCsvRecords(text: string): CsvRecords {
  const source = text.replace(/^\uFEFF/, '');
  const records: CsvRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < source.length) {
    const read = readRecord(source, at);
    if (read === null) return { records, openQuoteLine: line };
    if (read.fields.length > 1 || read.fields[0] !== '')
      records.push({ line, fields: read.fields });
    line += lineEnds(source.slice(at, read.end));
    at = read.end;
  }
  return { records, openQuoteLine: null };
}

function readRecord(source: string, start: number): { fields: string[]; end: number } | null {
  const fields: string[] = [];
  FIELD.lastIndex = start;
  for (;;) {
    const match = FIELD.exec(source);
    if (match === null || match[2]?.startsWith('"')) return null;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') return { fields, end: match.index + match[0].length };
  }
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
