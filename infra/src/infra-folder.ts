import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InfraError } from './errors.ts';

/** Where the servers keep everything: data, logs, process ids, ports and secrets. */
export interface InfraFolder {
  path: string;
  /** A file or folder in it. */
  in(...names: string[]): string;
}

/** Open to pass through, since PostgreSQL runs as another user; what is inside is closed. */
export function openFolder(path: string): InfraFolder {
  const absolute = resolve(path);
  const folder = { path: absolute, in: (...names: string[]) => join(absolute, ...names) };
  try {
    for (const name of ['.', 'logs', 'pids']) mkdirSync(folder.in(name), { recursive: true });
    chmodSync(absolute, 0o711);
    return folder;
  } catch (error) {
    throw new InfraError('folder', `${absolute} cannot be used; set INFRA_DIR to another`, error);
  }
}

/** Written whole or not at all. */
export function writeWhole(file: string, content: string, mode = 0o644): void {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}

/** The content of a file that is made when it is first asked for. */
export function readOrMake(file: string, mode: number, make: () => string): string {
  if (!existsSync(file)) writeWhole(file, make(), mode);
  return readFileSync(file, 'utf8').trim();
}
