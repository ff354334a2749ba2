const QUOTE = 0x22;

/**
 * The columns of one line of CSV: fields bare, or quoted with `"` doubled. `undefined` when a quote
 * is not closed or stands elsewhere.
 */
export function splitCsv(line: string): string[] | undefined {
  const columns: string[] = [];
  for (let i = 0; i <= line.length; ) {
    const isQuoted = line.charCodeAt(i) === QUOTE;
    const end = isQuoted ? endOfQuoted(line, i + 1) : endOfBare(line, i);
    if (end < 0 || (end < line.length && line[end] !== ',')) return undefined;
    columns.push(isQuoted ? unquote(line.slice(i + 1, end - 1)) : line.slice(i, end));
    i = end + 1;
  }
  return columns;
}

/** Just behind the closing quote, or -1. */
function endOfQuoted(line: string, from: number): number {
  for (let i = line.indexOf('"', from); i >= 0; i = line.indexOf('"', i + 2)) {
    if (line.charCodeAt(i + 1) !== QUOTE) return i + 1;
  }
  return -1;
}

function endOfBare(line: string, from: number): number {
  const comma = line.indexOf(',', from);
  const end = comma < 0 ? line.length : comma;
  return line.slice(from, end).includes('"') ? -1 : end;
}

function unquote(text: string): string {
  return text.includes('"') ? text.replaceAll('""', '"') : text;
}
