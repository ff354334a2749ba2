import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openEmbeddedLedger } from '../embedded/embedded-ledger.ts';
import type { Ledger } from '../ledger.ts';
import { migrate } from '../migrate.ts';

export interface EmbeddedTestDatabase {
  readonly dir: string;
  readonly ledger: Ledger;
}

/** Making one takes seconds, on a busy machine many. */
const HOOK_MS = 60_000;

/** An embedded ledger of its own for one test file, migrated unless told otherwise. */
export function embeddedDatabase({ isMigrated = true } = {}): EmbeddedTestDatabase {
  let root = '';
  let dir = '';
  let ledger: Ledger;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'sekisho-ledger-'));
    dir = join(root, 'ledger');
    ledger = await openEmbeddedLedger(dir);
    if (isMigrated) await migrate(ledger);
  }, HOOK_MS);
  afterAll(async () => {
    await ledger.close();
    await rm(root, { recursive: true });
  }, HOOK_MS);
  return {
    get dir() {
      return dir;
    },
    get ledger() {
      return ledger;
    },
  };
}
