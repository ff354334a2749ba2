import { type Doubt, doubt } from './doubt.ts';
import { columnNames, type FormGuess, MOST_ROWS, tableOf } from './form-guess.ts';
import { type DelimiterGuess, guessDelimiter } from './guess-delimiter.ts';
import type { Encoding } from './guess-encoding.ts';
import { isHeader, isTypes } from './guess-header.ts';
import { knownTitles } from './known-layouts.ts';
import { splitRow } from './split-row.ts';

const COMMENTS = ['#', '//', '--', ';'];

/** Columns apart by a character; `undefined` where no character cuts the lines alike. */
export function delimitedForm(lines: readonly string[], encoding: Encoding): FormGuess | undefined {
  const guess = guessDelimiter(lines);
  if (guess === undefined) return undefined;
  const { delimiter, quote, columns } = guess;
  const comment = commentOf(lines, guess);
  const records = lines.filter((line) => comment === undefined || !line.startsWith(comment));
  const cut = records.slice(0, MOST_ROWS).map((line) => splitRow(line, delimiter, quote));
  const first = Math.max(
    0,
    cut.findIndex((cells) => cells?.length === columns),
  );
  const rows = cut.slice(first).filter((cells) => cells?.length === columns) as string[][];
  const head = headOf(rows);
  const names = head.titles === undefined ? numbered(columns) : columnNames(head.titles);
  const isTab = delimiter === '\t';
  return {
    form: {
      format: isTab ? 'tsv' : 'csv',
      encoding,
      delimiter,
      quote: isTab && quote === '"' && !lines.some((line) => line.includes(quote)) ? '' : quote,
      ...(comment === undefined ? {} : { comment }),
      ...headForm(head, first),
    },
    table: tableOf(names, rows.slice(head.lines)),
    doubts: [...headDoubts(head, first), ...lineDoubts(cut.slice(first), columns)],
  };
}

interface Head {
  titles: string[] | undefined;
  /** Who wrote a file without names, where that shows. */
  system?: string;
  timeZone?: string | undefined;
  /** Rows that are no records: names, and types under them. */
  lines: number;
}

function headOf(rows: readonly string[][]): Head {
  const [names, below] = rows;
  if (names === undefined || !isHeader(names, rows.slice(1))) {
    return { titles: undefined, ...knownTitles(rows), lines: 0 };
  }
  return { titles: names, lines: below !== undefined && isTypes(below) ? 2 : 1 };
}

/** What is no single line of names in the file has to have its names written down. */
function headForm({ titles, lines, timeZone }: Head, titleLines: number) {
  const isHeader = titles !== undefined && lines === 1;
  return {
    header: isHeader,
    skipLines: titleLines + (isHeader ? 0 : lines),
    ...(titles === undefined || isHeader ? {} : { columns: titles }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

function numbered(columns: number) {
  return Array.from({ length: columns }, (_, at) => ({ key: at + 1, title: '' }));
}

function commentOf(lines: readonly string[], { delimiter, quote, columns }: DelimiterGuess) {
  return COMMENTS.find(
    (mark) =>
      mark !== delimiter &&
      lines.some((line) => line.startsWith(mark)) &&
      lines
        .filter((line) => line.startsWith(mark))
        .every((line) => splitRow(line, delimiter, quote)?.length !== columns),
  );
}

function headDoubts({ titles, system }: Head, titleLines: number): Doubt[] {
  const doubts: Doubt[] = [];
  if (system !== undefined) {
    doubts.push(
      doubt('?header', `no line names the columns; they look like ${system} and are named so`),
    );
  } else if (titles === undefined) {
    doubts.push(doubt('?header', 'no line names the columns: they are called by their number'));
  }
  if (titleLines > 0) {
    doubts.push(
      doubt(
        '?lines',
        `${titleLines === 1 ? 'the first line is' : `the first ${titleLines} lines are`} taken for a title and left out`,
      ),
    );
  }
  return doubts;
}

function lineDoubts(cut: readonly (readonly string[] | undefined)[], columns: number): Doubt[] {
  const odd = cut.filter((cells) => cells?.length !== columns).length;
  const share = `${odd} of ${cut.length} lines`;
  return odd === 0
    ? []
    : [doubt('?lines', `${share} do not have ${columns} columns as the others do`)];
}
