import { type Doubt, type Mapping, mappingText, type RecordFormat } from '@sekisho/cdr';
import { type RowSummary, summaryLine } from './row-summary.ts';
import { rowTable } from './row-table.ts';
import type { RefusedRow, UnderstoodRow } from './understood-row.ts';

/** What was found out about a file. */
export interface Findings {
  readonly file: string;
  readonly format: RecordFormat | null;
  readonly mapping: Mapping | null;
  /** Where the mapping was given: its file. */
  readonly mappingFile: string | null;
  readonly rows: readonly (UnderstoodRow | RefusedRow)[];
  readonly summary: RowSummary;
  readonly isWhole: boolean;
  readonly doubts: readonly Doubt[];
  /** What of the mapping has to be filled in by hand. */
  readonly lacks: readonly string[];
  readonly timeZone: string;
}

const WIDTH = 100;
const STDIN = '-';

/** For a terminal: what it is, what is doubtful, the rows. `saved`: the file of the proposal. */
export function reportText(found: Findings, saved?: string): string {
  return `${[...headLines(found, saved), '', ...bodyLines(found)].join('\n')}\n`;
}

/** A mapping file, all else in its comments. */
export function mappingFileText(found: Findings, mapping: Mapping, saved?: string): string {
  return [
    ...comments([...headLines(found, saved), '', ...doubtLines(found)]),
    mappingText(mapping).trimEnd(),
    '',
    ...comments(rowLines(found)),
    '',
  ].join('\n');
}

function headLines(found: Findings, saved?: string): string[] {
  const { format, mapping, mappingFile } = found;
  const file = found.file === STDIN ? 'FILE' : found.file;
  if (format !== null) {
    const how = `  sekisho replay ${file} --out DIR`;
    return [`${file} is ${format}, which is read without a mapping:`, how];
  }
  if (mappingFile !== null) return [`${file} as ${mappingFile} reads it`];
  return mapping === null
    ? [`${file} is of no known form`]
    : [`${file} is of no known format.`, ...proposalLines(found, file, saved)];
}

function proposalLines({ lacks }: Findings, file: string, saved: string | undefined): string[] {
  const name = saved ?? 'MAPPING';
  return [
    saved === undefined
      ? 'This is a proposal of how to read it; save it as a file.'
      : `A proposal of how to read it is in ${saved}.`,
    ...(lacks.length === 0 ? [] : ['A person has to fill in what it lacks:']),
    ...lacks.map((lack) => `  ${lack}`),
    'Settle what is doubtful, look at the rows again, and use it:',
    `  sekisho inspect ${file} --mapping ${name}`,
    `  sekisho replay ${file} --mapping ${name} --out DIR`,
  ];
}

function bodyLines(found: Findings): string[] {
  return [...doubtLines(found), '', ...rowLines(found)];
}

function doubtLines({ doubts }: Findings): string[] {
  if (doubts.length === 0) return ['Nothing is doubtful.'];
  const width = doubts.reduce((most, { code }) => Math.max(most, code.length), 0);
  return [
    'Doubtful:',
    ...doubts.flatMap(({ code, message }) => hanging(`  ${code.padEnd(width)}  `, plain(message))),
  ];
}

function rowLines(found: Findings): string[] {
  const { summary, isWhole } = found;
  return [...shownRows(found), summaryLine(summary, isWhole)];
}

function shownRows({ rows, summary, timeZone }: Findings): string[] {
  if (summary.rows === 0) return ['No row could be read.', ''];
  if (rows.length === 0) return [];
  const title = `The first rows as understood, times in ${timeZone}:`;
  return [title, ...rowTable(rows, timeZone).split('\n'), ''];
}

function comments(lines: readonly string[]): string[] {
  return lines.map((line) => `# ${plain(line)}`.trimEnd());
}

/** Names in a file may hold anything; a line end in one must not end a comment. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

function hanging(first: string, text: string): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    if (line.length + word.length > WIDTH && line.trim() !== first.trim()) {
      lines.push(line.trimEnd());
      line = ' '.repeat(first.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
