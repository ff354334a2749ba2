import { join } from 'node:path';
import { readIfThere, writeDurably } from './durable-file.ts';
import { damage } from './errors.ts';
import type { Segment } from './segment.ts';

const FILE = 'committed';

export function writeCommitted(dir: string, next: number): Promise<void> {
  return writeDurably(dir, FILE, `${next}\n`);
}

/**
 * Where reading goes on. A log from which nothing was committed still has its first segment, and
 * begins there.
 *
 * Neither end of the log can pass it in a crash: only what is on the disk is committed, and a
 * segment is removed only after. A disk that loses what it said it had written, or a folder that
 * was restored in part, can do it. Going on would then give the offsets of records that were
 * acted on to others, or leave records out that nobody has read, so neither is opened.
 */
export async function readCommitted(dir: string, segments: readonly Segment[]): Promise<number> {
  const path = join(dir, FILE);
  const first = segments[0]!.base;
  const { end } = segments.at(-1)!;
  const text = await readIfThere(path);
  if (text === undefined) return first;
  if (!/^\d{1,16}\n$/.test(text)) throw damage(path, 0, 'not an offset');
  const committed = Number(text);
  if (committed < first) {
    throw damage(path, 0, `reading goes on at ${committed}, but the log begins at ${first}`);
  }
  if (committed > end) {
    throw damage(path, 0, `reading goes on at ${committed}, but the log ends at ${end}`);
  }
  return committed;
}
