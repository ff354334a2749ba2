import type { PGlite } from '@electric-sql/pglite';

const EVERY_MS = 3_600_000;

/**
 * What a server does in processes of its own: without it, old versions of rows and the log of
 * changes (and with that the next start after a crash) would grow without end.
 */
async function keepUp(database: PGlite): Promise<void> {
  await database.exec('vacuum');
  await database.exec('checkpoint');
}

/** Every hour; returns what ends it. */
export function scheduleUpkeep(database: PGlite, onFailed: (error: unknown) => void): () => void {
  const timer = setInterval(() => void keepUp(database).catch(onFailed), EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
