import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NumberKey, numberKey } from '@sekisho/detector';
import { UsageError } from './usage-error.ts';

const KEY_FILE = 'sekisho-number.key';

/** The installation's key of number references, made on first use, for its owner alone. */
export function readOrMakeKey(folder: string): NumberKey {
  const file = join(folder, KEY_FILE);
  if (!existsSync(file))
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  const secret = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(secret)) {
    throw new UsageError(`${file}: not a key of 64 hex digits; restore it from your backup`);
  }
  return numberKey(secret);
}
