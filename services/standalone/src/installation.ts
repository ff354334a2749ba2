import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, migrate as migrateStore } from '@sekisho/clickhouse';
import { type Ledger, migrate as migrateLedger, openEmbeddedLedger } from '@sekisho/ledger';
import { openRecordLog, type RecordLog } from '@sekisho/record-log';
import { TOPIC } from './start/feed.ts';
import { UsageError } from './usage-error.ts';

/** What a data folder holds besides its store: restrictions and the directory, and the records. */
export interface Installation {
  engine: Engine;
  ledger: Ledger;
  log: RecordLog;
  close(): Promise<void>;
}

/** Records are numbered from here where the store holds none. */
const FIRST_OFFSET = 1;

/** Whether a process ever worked on the folder. */
export function isInstallation(folder: string): boolean {
  return existsSync(ledgerIn(folder));
}

/**
 * Opens all that a data folder holds and brings it up to date, making what is not there yet. The
 * engine, whose lock keeps other processes out, is closed last.
 */
export async function openInstallation(
  folder: string,
  engine: Engine,
  closeEngine: () => Promise<void> = () => engine.close(),
): Promise<Installation> {
  const opened: { close(): Promise<void> }[] = [{ close: closeEngine }];
  const close = async () => {
    for (const each of opened.toReversed()) await each.close();
  };
  try {
    await migrateStore(engine);
    const ledger = await openEmbeddedLedger(ledgerIn(folder));
    opened.push(ledger);
    await migrateLedger(ledger);
    const log = await openLog(folder, engine);
    opened.push(log);
    return { engine, ledger, log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export function ledgerIn(folder: string): string {
  return join(folder, 'sekisho-ledger');
}

async function openLog(folder: string, engine: Engine): Promise<RecordLog> {
  const dir = join(folder, 'sekisho-log');
  const firstOffset = await nextOffset(engine);
  const log = await openRecordLog({ dir, firstOffset, now: Date.now });
  if (log.endOffset >= firstOffset) return log;
  await log.close();
  // Numbers would be given twice, and what was decided on the one record be taken for the other's.
  throw new UsageError(
    `${dir}: ends before what the store holds, as after a restore of one without the other; ` +
      'restore both from one backup, or move this folder away to go on behind the store',
  );
}

async function nextOffset(engine: Engine): Promise<number> {
  const ends = ['cdr', 'journal', 'alert_version'].map(
    (table) => `select max(\`offset\`) as last from ${table} where topic = {topic:String}`,
  );
  const [row] = await engine.query<{ last: string }>(
    `select toString(max(last)) as last from (${ends.join(' union all ')})`,
    { topic: TOPIC },
  );
  return Number(row?.last ?? 0) + FIRST_OFFSET;
}
