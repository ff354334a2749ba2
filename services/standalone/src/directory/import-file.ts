import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  type DirectoryEncoding,
  directoryTime,
  EncodingError,
  type ImportReport,
  importDirectory,
  readDirectoryFile,
  SweepingImportError,
} from '@sekisho/ledger';
import { loadNumbering, readBytes } from '@sekisho/reference';
import type { EnvironmentVariables } from '@sekisho/runtime';
import type { Where } from '../commands/where.ts';
import { withLedger } from '../ledger-access.ts';
import { standardInput } from '../standard-input.ts';
import { UsageError } from '../usage-error.ts';

export interface ImportFlags extends Where {
  dryRun?: boolean;
  by?: string;
  from?: string;
  replace?: boolean;
  yes?: boolean;
  encoding?: DirectoryEncoding;
  dialPlan?: string;
}

/** Imports a file, or standard input for `-`. @throws UsageError for what the person can mend */
export async function importFile(
  file: string,
  flags: ImportFlags,
  env: EnvironmentVariables,
): Promise<ImportReport> {
  const now = Date.now();
  const from = flags.from === undefined ? now : readTime('--from', flags.from);
  const numbering = loadNumbering(flags);
  const e164Of = (line: string) => numbering.understand(line).e164;
  const bytes = file === '-' ? await buffer(standardInput()) : readBytes(file);
  const name = file === '-' ? 'standard input' : basename(file);
  try {
    const read = readDirectoryFile({ name, bytes, encoding: flags.encoding }, e164Of);
    const request = {
      ...read,
      from,
      isWhole: flags.replace ?? false,
      isDryRun: flags.dryRun ?? false,
      isConfirmed: flags.yes ?? false,
      by: flags.by ?? userInfo().username,
      now,
    };
    return await withLedger(flags, env, (ledger) => importDirectory(ledger, request));
  } catch (error) {
    const isUsage = error instanceof EncodingError || error instanceof SweepingImportError;
    throw isUsage ? new UsageError(error.message, { cause: error }) : error;
  }
}

/** Epoch ms of a time that a flag names. @throws UsageError */
export function readTime(flag: string, text: string): number {
  const time = directoryTime(text);
  if (!Number.isNaN(time)) return time;
  throw new UsageError(`${flag} ${text}: no time; write 2026-04-01 or 2026-04-01T09:00:00+09:00`);
}
