import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readCommitted } from './committed.ts';
import { makePrivateFolder } from './durable-file.ts';
import { damage, RecordLogError, recordLogErrorOf } from './errors.ts';
import { FolderRecordLog } from './folder-record-log.ts';
import { type Identity, makeIdentity, readIdentity } from './identity.ts';
import type { RecordLog, RecordLogOptions } from './record-log.ts';
import { recoverSegment } from './recover-segment.ts';
import { createSegment, listSegments, removeSegments, type Segment, segmentAt } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';

const SEGMENT_BYTES = 64 << 20;

/**
 * Opens the log of a folder, or makes it. One process at a time may have it open.
 * @throws RecordLogError `damaged`, `io`; `out-of-range` for a `firstOffset` that is none
 */
export async function openRecordLog(options: RecordLogOptions): Promise<RecordLog> {
  const dir = resolve(options.dir);
  try {
    await makePrivateFolder(dir);
    const identity = (await readIdentity(dir)) ?? (await makeLog(dir, options.firstOffset));
    return await openLog({ ...options, dir }, identity);
  } catch (error) {
    throw recordLogErrorOf(error, dir);
  }
}

async function makeLog(dir: string, firstOffset: number): Promise<Identity> {
  if (!Number.isSafeInteger(firstOffset) || firstOffset < 0) {
    throw new RecordLogError('out-of-range', `a log cannot begin with offset ${firstOffset}`);
  }
  const left = await listSegments(dir);
  const written = left.find(({ bytes }) => bytes > 0);
  if (written !== undefined) throw damage(written.path, 0, 'records without a file `identity`');
  await removeSegments(dir, left);
  const file = await createSegment(dir, segmentAt(dir, firstOffset));
  await file.close();
  return makeIdentity(dir);
}

async function openLog(options: RecordLogOptions, identity: Identity): Promise<RecordLog> {
  const { dir, now, segmentBytes = SEGMENT_BYTES } = options;
  const segments = await listSegments(dir);
  const active = segments.at(-1);
  if (active === undefined) throw damage(dir, 0, 'all segments are gone');
  const file = await open(active.path, 'r+');
  try {
    const truncatedBytes = await recoverSegment(active, file, identity.seed);
    const committed = await readCommitted(dir, segments);
    const kept = await removeRead(dir, segments, committed);
    const writer = new SegmentWriter(active, file);
    const own = { dir, now, segmentBytes, identity, writer, committed, truncatedBytes };
    return new FolderRecordLog({ ...own, segments: kept });
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A crash may have come between a commit and the removal. */
async function removeRead(dir: string, segments: Segment[], committed: number) {
  const isKept = (segment: Segment) => segment === segments.at(-1) || segment.end > committed;
  await removeSegments(
    dir,
    segments.filter((segment) => !isKept(segment)),
  );
  return segments.filter(isKept);
}
