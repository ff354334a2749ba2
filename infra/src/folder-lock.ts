import { DatabaseSync } from 'node:sqlite';
import { InfraError } from './errors.ts';
import type { InfraFolder } from './infra-folder.ts';

const WAIT_MS = 120_000;

/** One start or stop at a time in a folder; the kernel lets go of the lock with its process. */
export async function alone<T>(folder: InfraFolder, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(folder.in('infra.lock'), { timeout: WAIT_MS });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw new InfraError('folder', `${folder.path} is busy with another start or stop`, error);
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}
