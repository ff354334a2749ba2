import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { InfraError } from './errors.ts';
import { locate } from './programs.ts';
import { run } from './run-command.ts';

/** Debian has it in the package of the server, which is not installed for it: that would start one. */
const PACKAGE = 'prometheus';

/**
 * Where promtool is: on the path, or taken out of Debian's package once and kept.
 * @throws InfraError `download-failed` with the mend
 */
export async function promtool(tell: (line: string) => void): Promise<string> {
  const cache = join(homedir(), '.cache', 'sekisho');
  const kept = join(cache, 'promtool');
  const found = locate('promtool') ?? (existsSync(kept) ? kept : undefined);
  if (found !== undefined) return found;
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(join(cache, 'promtool-'));
  try {
    tell('fetching promtool (19 MB)');
    renameSync(await unpack(temporary), kept);
    return kept;
  } catch (error) {
    const mend = 'put it on the path, or let `apt-get download prometheus` reach a Debian mirror';
    throw new InfraError('download-failed', `promtool cannot be fetched: ${mend}`, error);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Downloading needs no root, only lists of packages; those are fetched where they lack. */
async function unpack(folder: string): Promise<string> {
  const download = { file: 'apt-get', args: ['download', PACKAGE], cwd: folder, env };
  await run(download).catch(async () => {
    await run({ file: 'apt-get', args: ['update'], env });
    await run(download);
  });
  const file = readdirSync(folder).find((name) => name.endsWith('.deb'));
  await run({ file: 'dpkg-deb', args: ['-x', join(folder, file ?? ''), folder] });
  return join(folder, 'usr', 'bin', 'promtool');
}
