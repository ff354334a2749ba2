import type { Ledger } from '@sekisho/ledger';
import type { Lifetime, Log } from '@sekisho/runtime';
import { startControlServer } from '../control/control-server.ts';
import type { Operations } from '../control/operations.ts';
import { type ProcessFile, removeProcessFile, writeProcessFile } from '../control/process-file.ts';

export interface ControlParts {
  data: string;
  operations: Operations;
  ledger: Ledger;
  sql: ProcessFile['sql'];
  lifetime: Lifetime;
  log: Log;
}

/** Lets other commands reach this process: whoever can read the data folder may ask. */
export async function startControl(parts: ControlParts): Promise<void> {
  const { data, operations, ledger, sql, lifetime, log } = parts;
  const { url, token, stop } = await startControlServer(operations, ledger, log);
  lifetime.add('control', stop, (end) => end());
  writeProcessFile(data, { pid: process.pid, control: { url, token }, sql });
  lifetime.add('process file', data, removeProcessFile);
}
