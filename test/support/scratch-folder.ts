import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder of one test file's own, gone after its tests. */
export interface ScratchFolder {
  readonly path: string;
  /** Writes a file, its folders too, and gives its path. */
  write(name: string, content: string | Uint8Array): string;
  /** A folder that does not exist yet, under a name used once. */
  fresh(name: string): string;
}

export function scratchFolder(): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), 'sekisho-test-'));
  let made = 0;
  // An installation is a thousand files.
  afterAll(() => rmSync(path, { recursive: true, force: true }), 60_000);
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    fresh: (name) => join(path, `${name}-${++made}`),
  };
}
