import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const NAME = 'sekisho-process.json';

const schema = z.object({
  pid: z.number(),
  /** Where the process answers operations, and who may ask. */
  control: z.object({ url: z.string(), token: z.string() }),
  /** Where it answers SQL. */
  sql: z.object({ url: z.string(), user: z.string(), password: z.string() }),
});

/** How to reach the process that works on a data folder. */
export type ProcessFile = z.infer<typeof schema>;

/** For the owner alone: whoever may read it may ask. */
export function writeProcessFile(folder: string, content: ProcessFile): void {
  const path = join(folder, NAME);
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export function removeProcessFile(folder: string): void {
  rmSync(join(folder, NAME), { force: true });
}

/** `undefined` where no process has told yet. One that died leaves its file behind. */
export function readProcessFile(folder: string): ProcessFile | undefined {
  const path = join(folder, NAME);
  if (!existsSync(path)) return undefined;
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
