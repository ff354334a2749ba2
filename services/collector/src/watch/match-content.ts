import type { FileMark } from './checkpoint.ts';
import { beginning, type ContentMark, digestOf, tailOf } from './content-mark.ts';
import { readContent } from './read-content.ts';

export interface Match {
  mark: ContentMark;
  known: FileMark;
}

/**
 * Finds, among contents that are known, the longest that the file begins with: a file that was
 * renamed, copied, packed or delivered again is so recognised, and goes on where it was.
 * @throws FeedError
 */
export async function matchContent(
  path: string,
  candidates: readonly FileMark[],
): Promise<Match | undefined> {
  const sorted = candidates.filter(({ offset }) => offset > 0).sort((a, b) => a.offset - b.offset);
  if (sorted.length === 0) return undefined;
  const { hash } = beginning();
  let { offset: read, tail } = beginning();
  let best: Match | undefined;
  for await (const chunk of readContent(path, 0)) {
    let rest = chunk;
    for (; sorted[0] !== undefined && sorted[0].offset <= read + rest.length; sorted.shift()) {
      const known = sorted[0];
      const part = rest.subarray(0, known.offset - read);
      hash.update(part);
      tail = tailOf(tail, part);
      read = known.offset;
      rest = rest.subarray(part.length);
      const mark = { offset: read, line: known.line, hash: hash.copy(), tail };
      if (digestOf(mark) === known.hash) best = { mark, known };
    }
    if (sorted.length === 0) break;
    hash.update(rest);
    tail = tailOf(tail, rest);
    read += rest.length;
  }
  return best;
}
