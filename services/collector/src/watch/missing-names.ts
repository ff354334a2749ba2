/** A larger step is a new beginning, such as from 9999 to 0000, and no gap. */
const LARGEST_GAP = 1000;

interface Numbered {
  /** The name around its number: one sequence has one. */
  before: string;
  after: string;
  digits: string;
}

/**
 * The names that are missing between those there are, when each carries a number that rises by one.
 * @param pattern its group captures the number, one sequence for all; without it the number is the
 * last that differs between names that are else alike
 */
export function missingNames(names: readonly string[], pattern?: RegExp): string[] {
  const numbered = pattern === undefined ? numberedByChange(names) : numberedBy(names, pattern);
  const sequences = Map.groupBy(numbered, ({ before, after }) =>
    pattern === undefined ? `${before}/${after}` : '',
  );
  return [...sequences.values()].flatMap(missingIn);
}

function missingIn(sequence: readonly Numbered[]): string[] {
  const sorted = sequence.toSorted((a, b) => Number(a.digits) - Number(b.digits));
  const missing: string[] = [];
  for (const [i, { before, after, digits }] of sorted.entries()) {
    const next = Number(sorted[i + 1]?.digits ?? digits);
    if (next - Number(digits) > LARGEST_GAP) continue;
    for (let number = Number(digits) + 1; number < next; number++) {
      missing.push(`${before}${String(number).padStart(digits.length, '0')}${after}`);
    }
  }
  return missing;
}

function numberedBy(names: readonly string[], pattern: RegExp): Numbered[] {
  return names.flatMap((name) => {
    const span = pattern.exec(name)?.indices?.[1];
    return span === undefined || !/^\d+$/.test(name.slice(...span)) ? [] : [cut(name, ...span)];
  });
}

function numberedByChange(names: readonly string[]): Numbered[] {
  const alike = Map.groupBy(names, (name) => name.replaceAll(/\d+/g, '#'));
  return [...alike.values()].flatMap((group) => {
    const spans = group.map((name) => [...name.matchAll(/\d+/g)]);
    const changing = lastThatDiffers(spans.map((each) => each.map(([digits]) => digits)));
    if (changing < 0) return [];
    return group.map((name, i) => {
      const span = spans[i]?.[changing] as RegExpExecArray;
      return cut(name, span.index, span.index + span[0].length);
    });
  });
}

function lastThatDiffers(rows: readonly (readonly string[])[]): number {
  const [first = []] = rows;
  return first.findLastIndex((digits, column) => rows.some((row) => row[column] !== digits));
}

function cut(name: string, start: number, end: number): Numbered {
  return { before: name.slice(0, start), digits: name.slice(start, end), after: name.slice(end) };
}
