/**
 * The cells of one line, blanks around them cut. With `quote` a cell may be quoted, the quote
 * doubled inside; `undefined` where a quote is not closed or something follows it.
 */
export function splitRow(line: string, delimiter: string, quote: string): string[] | undefined {
  if (quote === '' || !line.includes(quote))
    return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (line[at] !== quote) {
      const end = endOf(line, delimiter, at);
      cells.push(line.slice(at, end).trim());
      at = end + 1;
      continue;
    }
    const close = closingQuote(line, quote, at + 1);
    if (close < 0 || (close + 1 < line.length && line[close + 1] !== delimiter)) return undefined;
    cells.push(
      line
        .slice(at + 1, close)
        .replaceAll(quote + quote, quote)
        .trim(),
    );
    at = close + 2;
  }
  return cells;
}

function endOf(line: string, delimiter: string, from: number): number {
  const end = line.indexOf(delimiter, from);
  return end < 0 ? line.length : end;
}

function closingQuote(line: string, quote: string, from: number): number {
  for (let at = line.indexOf(quote, from); at >= 0; at = line.indexOf(quote, at + 2)) {
    if (line[at + 1] !== quote) return at;
  }
  return -1;
}
