/** The columns of one line; `undefined` when a quote is not closed or stands elsewhere. */
export type LineSplit = (line: string) => string[] | undefined;

/** The columns of one line of CSV: fields bare, or quoted with `"` doubled. */
export const splitCsv: LineSplit = createCsvSplit(',', '"');

/** @param quote one character, `''` where nothing is quoted */
export function createCsvSplit(delimiter: string, quote: string): LineSplit {
  if (quote === '') return (line) => line.split(delimiter);
  const doubled = quote + quote;
  return (line) => {
    const columns: string[] = [];
    for (let i = 0; i <= line.length; ) {
      const isQuoted = line.startsWith(quote, i);
      const end = isQuoted ? endOfQuoted(line, i + 1, quote) : endOfBare(line, i, delimiter, quote);
      if (end < 0 || (end < line.length && !line.startsWith(delimiter, end))) return undefined;
      columns.push(
        isQuoted ? line.slice(i + 1, end - 1).replaceAll(doubled, quote) : line.slice(i, end),
      );
      i = end + delimiter.length;
    }
    return columns;
  };
}

/** Just behind the closing quote, or -1. */
function endOfQuoted(line: string, from: number, quote: string): number {
  for (let i = line.indexOf(quote, from); i >= 0; i = line.indexOf(quote, i + 2)) {
    if (!line.startsWith(quote, i + 1)) return i + 1;
  }
  return -1;
}

function endOfBare(line: string, from: number, delimiter: string, quote: string): number {
  const next = line.indexOf(delimiter, from);
  const end = next < 0 ? line.length : next;
  return line.slice(from, end).includes(quote) ? -1 : end;
}
