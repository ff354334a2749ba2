import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Engine,
  migrate,
  openEmbeddedEngine,
  openStore,
  type Store,
} from '@sekisho/clickhouse';
import { FIRST_OFFSET, type NumberKey } from '@sekisho/detector';
import { readOrMakeKey } from './number-key-file.ts';
import { UsageError } from './usage-error.ts';

/** An open data folder: the embedded engine, its tables, and the installation's key. */
export interface DataFolder {
  engine: Engine;
  store: Store;
  numberKey: NumberKey;
  close(): Promise<void>;
}

/**
 * Opens a data folder and makes it if need be; without a path a temporary one that is gone after
 * `close`. @throws StoreInUseError when another process holds it
 */
export async function openDataFolder(path: string | undefined): Promise<DataFolder> {
  const folder = path ?? mkdtempSync(join(tmpdir(), 'sekisho-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Also when a person interrupts: a week of records would stay behind in the temporary folder.
  if (path === undefined) process.once('exit', remove);
  const engine = await openEngine(folder);
  try {
    const store = await openStore(engine);
    return { engine, store, numberKey: readOrMakeKey(folder), close };
  } catch (error) {
    await close();
    throw error;
  }

  async function close() {
    await engine.close();
    if (path === undefined) remove();
  }
}

async function openEngine(path: string): Promise<Engine> {
  const engine = await openEmbeddedEngine({ path });
  try {
    await migrate(engine);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Opens the engine of a folder that must exist, to ask it questions. */
export async function openExistingEngine(path: string): Promise<Engine> {
  if (!existsSync(path)) {
    throw new UsageError(
      `${path}: no such data folder; make one with sekisho start --data ${path}, or replay`,
    );
  }
  return openEngine(path);
}

/** Later runs into one store number on, so that the first accepted version of a record stays. */
export async function nextOffset({ engine }: DataFolder): Promise<number> {
  const [row] = await engine.query<{ last: string }>(
    'select toString(max(`offset`)) as last from cdr',
  );
  return Number(row?.last ?? 0) + FIRST_OFFSET;
}
