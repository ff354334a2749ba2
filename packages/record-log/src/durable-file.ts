import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Makes what was created, renamed or removed in a folder survive a power cut. */
export async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The records hold full numbers: nobody else may look into the folder. */
export async function makePrivateFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const folder = await open(dir, 'r');
  try {
    await folder.chmod(0o700);
  } finally {
    await folder.close();
  }
  await syncFolder(dirname(dir));
}

/** After a crash there is the old content or the new one, never a part. */
export async function writeDurably(dir: string, name: string, text: string): Promise<void> {
  const beside = join(dir, `${name}.new`);
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(dir, name));
  await syncFolder(dir);
}

/** Nothing where there is no such file. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
