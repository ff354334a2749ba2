import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EngineError, StoreInUseError } from './errors.ts';

export interface DataFolder {
  /** What the engine owns. */
  engine: string;
  /** Rows on their way into the engine. */
  incoming: string;
  release(): void;
}

const lockName = 'sekisho.lock';
const sqliteBusy = 5;

/** Makes the folder if need be and holds it until `release` or the death of the process. */
export async function holdFolder(path: string): Promise<DataFolder> {
  await checkOurs(path);
  const lock = holdLock(path);
  try {
    return { ...(await prepare(path)), release: () => lock.close() };
  } catch (error) {
    lock.close();
    throw new EngineError('engine-open', `cannot write in ${path}`, error);
  }
}

async function prepare(path: string): Promise<{ engine: string; incoming: string }> {
  const engine = join(path, 'clickhouse');
  const incoming = join(path, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { mode: 0o700 });
  return { engine, incoming };
}

/** Anything but our own files means that the folder was named by mistake. */
async function checkOurs(path: string): Promise<void> {
  const names = await entries(path);
  const ours = names.includes(lockName) || names.every((name) => name.startsWith('sekisho'));
  if (ours) return;
  throw new EngineError(
    'store-foreign',
    `${path} holds other files (${names[0]}): not a data folder`,
  );
}

async function entries(path: string): Promise<string[]> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return await readdir(path);
  } catch (error) {
    throw new EngineError('store-foreign', `${path} cannot be used as a data folder`, error);
  }
}

// The engine's own lock prints to standard error and looks like any other failure to the caller.
// An SQLite file is a lock that the kernel drops with its process, over containers too, so that
// nothing is ever stale: no process id to recognise, no file to take over.
function holdLock(path: string): DatabaseSync {
  const lock = openLock(path);
  try {
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new StoreInUseError(path, error) : lockFailed(path, error);
  }
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(join(path, lockName), { timeout: 0 });
  } catch (error) {
    throw lockFailed(path, error);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function lockFailed(path: string, cause: unknown): EngineError {
  return new EngineError('engine-open', `cannot lock ${path}`, cause);
}
