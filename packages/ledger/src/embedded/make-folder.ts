import { constants } from 'node:fs';
import { access, chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openDatabase } from './open-database.ts';

/**
 * Makes the database of a folder where there is none. It is made beside and renamed, so that a
 * crash leaves all of it or nothing.
 */
export async function makeFolder(dir: string): Promise<void> {
  if (await isMade(dir)) return;
  const beside = `${dir}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true, mode: 0o700 });
  const database = await openDatabase(beside);
  await database.close();
  // The engine makes it elsewhere and copies it in, and takes all modes for one.
  await chmod(beside, 0o700);
  await syncAll(beside);
  await rename(beside, dir);
  await sync(dirname(dir));
}

async function isMade(dir: string): Promise<boolean> {
  try {
    await access(join(dir, 'PG_VERSION'), constants.R_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function syncAll(dir: string): Promise<void> {
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    await (entry.isDirectory() ? syncAll(path) : sync(path));
  }
  await sync(dir);
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
