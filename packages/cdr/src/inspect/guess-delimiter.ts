import { splitRow } from './split-row.ts';

export interface DelimiterGuess {
  readonly delimiter: string;
  readonly quote: string;
  /** Columns of most lines. */
  readonly columns: number;
}

const DELIMITERS = [',', ';', '\t', '|', '^', '~'];
const QUOTES = ['"', "'", ''];
const LINES_LOOKED_AT = 300;
const FEWEST_COLUMNS = 3;
const MOST_COLUMNS = 1000;
const SHARE_OF_LINES = 0.6;

/** The delimiter that cuts most lines into the same number of columns; `undefined` if none does. */
export function guessDelimiter(lines: readonly string[]): DelimiterGuess | undefined {
  const looked = lines.slice(0, LINES_LOOKED_AT);
  const guesses = DELIMITERS.flatMap((delimiter) => {
    const guess = consistency(looked, delimiter);
    return guess === undefined ? [] : [{ delimiter, ...guess }];
  });
  const best = guesses.sort((a, b) => b.score - a.score)[0];
  return best;
}

interface Consistency {
  quote: string;
  columns: number;
  score: number;
}

function consistency(lines: readonly string[], delimiter: string): Consistency | undefined {
  const tried = QUOTES.map((quote) => ({ quote, ...commonCount(lines, delimiter, quote) }));
  // The usual quote unless another one makes more lines fit.
  const best = tried.reduce((a, b) => (isClearlyBetter(a, b) ? b : a));
  if (best.columns < FEWEST_COLUMNS || best.columns > MOST_COLUMNS) return undefined;
  if (best.share < SHARE_OF_LINES) return undefined;
  // A decimal comma also cuts every line alike, but into fewer columns.
  return { quote: best.quote, columns: best.columns, score: best.share * (1 - 1 / best.columns) };
}

interface Common {
  quote: string;
  columns: number;
  share: number;
  isUsed: boolean;
}

/** A quote that no cell begins with is none. */
function isClearlyBetter(a: Common, b: Common): boolean {
  if (b.quote !== '' && !b.isUsed) return false;
  return b.share > a.share + 0.02 || (b.isUsed && !a.isUsed && b.share >= a.share);
}

function commonCount(lines: readonly string[], delimiter: string, quote: string) {
  const counts = new Map<number, number>();
  let isUsed = false;
  for (const line of lines) {
    isUsed ||= quote !== '' && (line.startsWith(quote) || line.includes(delimiter + quote));
    const count = splitRow(line, delimiter, quote)?.length ?? 0;
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  const [columns = 0, of = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return { columns, share: of / Math.max(1, lines.length), isUsed };
}
