/** Bytes of a column, from 0, the end excluded. */
export interface Span {
  start: number;
  end: number;
}

const BLANK = 0x20;
const FEWEST_COLUMNS = 3;

/**
 * The columns of lines of fixed width, told by the bytes that are blank on every line; `undefined`
 * where there are fewer than three. Room between two columns goes to the one that can grow into it.
 */
export function fixedColumns(lines: readonly Buffer[]): Span[] | undefined {
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const spans: Span[] = [];
  for (let at = 0; at < width; at++) {
    if (lines.every((line) => isBlank(line, at))) continue;
    const last = spans.at(-1);
    if (last?.end === at) last.end = at + 1;
    else spans.push({ start: at, end: at + 1 });
  }
  const cut = spans.flatMap((span) => withoutTimesInFront(lines, span));
  if (cut.length < FEWEST_COLUMNS) return undefined;
  const grown = cut.map((span, at) => grow(lines, cut, span, at));
  return grown;
}

function isBlank(line: Buffer, at: number): boolean {
  return at >= line.length || line[at] === BLANK;
}

const PACKED_TIME =
  /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d/;
const PACKED_LENGTH = 14;

/** Times such as 20261101093000 are often written without room before what follows. */
function withoutTimesInFront(lines: readonly Buffer[], { start, end }: Span): Span[] {
  const isTime =
    end - start > PACKED_LENGTH &&
    lines.every((line) => PACKED_TIME.test(line.toString('latin1', start, end)));
  if (!isTime) return [{ start, end }];
  const middle = start + PACKED_LENGTH;
  return [{ start, end: middle }, ...withoutTimesInFront(lines, { start: middle, end })];
}

/** To which side a column can grow: the one that is not filled on every line. */
type Growth = 'left' | 'right' | 'none';

function grow(lines: readonly Buffer[], spans: readonly Span[], span: Span, at: number): Span {
  const room = (left: Span | undefined, right: Span | undefined) => {
    if (left === undefined) return 0;
    return right === undefined ? left.end : boundary(lines, left, right);
  };
  return { start: room(spans[at - 1], span), end: room(span, spans[at + 1]) };
}

/** Where the room between two columns is cut. */
function boundary(lines: readonly Buffer[], left: Span, right: Span): number {
  if (growthOf(lines, right) !== 'left') return right.start;
  return growthOf(lines, left) === 'right' ? Math.ceil((left.end + right.start) / 2) : left.end;
}

function growthOf(lines: readonly Buffer[], { start, end }: Span): Growth {
  if (!isFilled(lines, start)) return isFilled(lines, end - 1) ? 'left' : 'right';
  return isFilled(lines, end - 1) ? 'none' : 'right';
}

function isFilled(lines: readonly Buffer[], at: number): boolean {
  return lines.every((line) => !isBlank(line, at));
}
