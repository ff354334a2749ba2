import { type FileHandle, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './durable-file.ts';

/** A file of consecutive records. */
export interface Segment {
  /** Offset of its first record; its name. */
  readonly base: number;
  readonly path: string;
  /** Offset after its last durable record. */
  end: number;
  /** Durable ones; while it is written, more may be in the file. */
  bytes: number;
}

export function segmentAt(dir: string, base: number): Segment {
  const path = join(dir, `${String(base).padStart(20, '0')}.log`);
  return { base, path, end: base, bytes: 0 };
}

/** Oldest first. Each but the last ends where the next begins, which reading verifies. */
export async function listSegments(dir: string): Promise<Segment[]> {
  const names = (await readdir(dir)).filter((name) => /^\d{20}\.log$/.test(name)).sort();
  const segments = names.map((name) => segmentAt(dir, Number(name.slice(0, 20))));
  for (const [i, segment] of segments.entries()) {
    segment.end = segments[i + 1]?.base ?? segment.base;
    segment.bytes = (await stat(segment.path)).size;
  }
  return segments;
}

/** An empty one, to be written. One that a failure left behind has nothing that was acknowledged. */
export async function createSegment(dir: string, { path }: Segment): Promise<FileHandle> {
  const file = await open(path, 'w', 0o600);
  try {
    await syncFolder(dir);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Oldest first: after a crash in between what is left is still without a gap. */
export async function removeSegments(dir: string, segments: readonly Segment[]): Promise<void> {
  if (segments.length === 0) return;
  for (const { path } of segments) await rm(path, { force: true });
  await syncFolder(dir);
}
