import { doubt } from './doubt.ts';
import { fixedColumns, type Span } from './fixed-columns.ts';
import { columnNames, type FormGuess, MOST_ROWS, tableOf } from './form-guess.ts';
import { decodeText, type Encoding } from './guess-encoding.ts';
import { isHeader } from './guess-header.ts';

const LINES_LOOKED_AT = 500;

/** Columns at fixed bytes; `undefined` where blanks do not stand under each other. */
export function fixedForm(lines: readonly Buffer[], encoding: Encoding): FormGuess | undefined {
  const looked = lines.slice(0, LINES_LOOKED_AT);
  if (looked.length < 2) return undefined;
  const hasHead = isTitle(looked[0] as Buffer) || isShort(looked[0] as Buffer, looked.slice(1));
  const body = hasHead ? looked.slice(1) : looked;
  const spans = fixedColumns(body);
  if (spans === undefined) return undefined;
  const cut = (line: Buffer) => cellsOf(line, spans, encoding);
  const rows = lines.slice(hasHead ? 1 : 0, MOST_ROWS).map(cut);
  const head = hasHead ? cellsOf(lines[0] as Buffer, wholeSpans(spans), encoding) : [];
  const titles = isHeader(head, rows) ? head : [];
  const named = columnNames(spans.map((_, at) => titles[at] ?? ''));
  const names = named.map(({ key }) => (typeof key === 'number' ? `column${key}` : key));
  return {
    form: {
      format: 'fixed',
      encoding,
      delimiter: ',',
      quote: '',
      header: false,
      skipLines: hasHead ? 1 : 0,
      columns: Object.fromEntries(
        spans.map(({ start, end }, at) => [names[at] as string, `${start + 1}-${end}`]),
      ),
    },
    table: tableOf(
      names.map((key, at) => ({ key, title: titles[at] ?? '' })),
      rows,
    ),
    doubts: [
      doubt(
        '?columns',
        `columns are where all of ${body.length} lines have blanks; hold their bytes against the description of the switch, longer values may need more room`,
      ),
    ],
  };
}

/** A line of names has hardly a digit in it. */
function isTitle(line: Buffer): boolean {
  const digits = line.filter((byte) => byte >= 0x30 && byte <= 0x39).length;
  const blanks = line.filter((byte) => byte === 0x20).length;
  return digits < (line.length - blanks) / 10;
}

/** A line about the file, such as its date. */
function isShort(first: Buffer, others: readonly Buffer[]): boolean {
  const lengths = others.map(({ length }) => length).sort((a, b) => a - b);
  return first.length < (lengths[lengths.length >> 1] ?? 0) * 0.6;
}

/** Names may be longer than what stands under them. */
function wholeSpans(spans: readonly Span[]): Span[] {
  return spans.map(({ start, end }, at) => ({
    start,
    end: spans[at + 1]?.start ?? Math.max(end, 9999),
  }));
}

function cellsOf(line: Buffer, spans: readonly Span[], encoding: Encoding): string[] {
  return spans.map(({ start, end }) => decodeText(line.subarray(start, end), encoding).trim());
}
