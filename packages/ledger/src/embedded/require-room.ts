import fs from 'node:fs';
import { LedgerError } from '../errors.ts';

/** Four files of the engine's log of changes: more than any statement of a ledger takes. */
const ROOM_BYTES = 64 << 20;

/**
 * The engine does not survive a full disk, so it is not asked for anything on one that is almost.
 * @throws LedgerError `unreachable`, until there is room
 */
export function requireRoom(dir: string): void {
  const { bavail, bsize } = fs.statfsSync(dir);
  if (bavail * bsize >= ROOM_BYTES) return;
  throw new LedgerError(
    'unreachable',
    `less than 64 MiB are free on the disk of ${dir}: make room`,
  );
}
