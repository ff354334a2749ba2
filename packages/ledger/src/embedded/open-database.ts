import { PGlite } from '@electric-sql/pglite';
import { SyncedFiles } from './synced-files.ts';
import { parsers, serializers } from './values.ts';

// As the engine's authors start it, but for `-F`, which turns fsync off.
const START = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  // The engine's `fdatasync` does nothing, whatever the files can do.
  ...['-c', 'wal_sync_method=fsync'],
  // A ledger is small, and this memory is the whole process's.
  ...['-c', 'shared_buffers=16MB'],
  ...['-c', 'min_wal_size=32MB'],
  // Its timer would keep the process up after it closed the ledger.
  ...['-c', 'log_startup_progress_interval=0'],
];

/** In this process alone; what is committed is on the disk. */
export function openDatabase(dir: string): Promise<PGlite> {
  return PGlite.create({ fs: new SyncedFiles(dir), startParams: START, parsers, serializers });
}
