import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../usage-error.ts';

const SHORTEST = 16;

/** Where the installation keeps the tokens that let records in. */
export function tokenFile(folder: string): string {
  return join(folder, 'sekisho-http.token');
}

/** One a line; made on first use, for the owner alone. */
export function readOrMakeTokens(folder: string): string[] {
  const file = tokenFile(folder);
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  }
  const tokens = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (tokens.length > 0 && tokens.every(({ length }) => length >= SHORTEST)) return tokens;
  throw new UsageError(
    `${file}: write one token a line, at least ${SHORTEST} characters, or remove it to have one made`,
  );
}
