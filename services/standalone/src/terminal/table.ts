import { printable } from './printable.ts';

const WIDE =
  /[\p{Script=Han}\u30fc\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60\uffe5]/u;

/** Columns that a terminal takes: Chinese and Japanese characters are two wide. */
function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}

export interface Column<Row> {
  title: string;
  align: 'left' | 'right';
  value(row: Row): string;
}

/** Rows under titles, columns as wide as their widest value, for a terminal. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map((column) => printable(column.value(row)))),
  ];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => displayWidth(line[i]!))));
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const [titles, ...values] = lines.map((line) => formatLine(line, columns, widths));
  return [titles, rule, ...values].join('\n');
}

function formatLine<Row>(
  line: readonly string[],
  columns: readonly Column<Row>[],
  widths: readonly number[],
): string {
  const cells = line.map((cell, i) => {
    const padding = ' '.repeat(widths[i]! - displayWidth(cell));
    return columns[i]!.align === 'right' ? padding + cell : cell + padding;
  });
  return cells.join('  ').trimEnd();
}
