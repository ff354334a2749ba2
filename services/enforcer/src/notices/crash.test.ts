import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openEmbeddedLedger } from '@sekisho/ledger';
import { afterAll } from 'vitest';
import { describeCrashes } from '../testing/crash-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'sekisho-notice-crash-'));
const place = join(folder, 'ledger');
afterAll(() => rmSync(folder, { recursive: true }));

describeCrashes({
  place: () => place,
  async use(work) {
    const ledger = await openEmbeddedLedger(place);
    try {
      await migrate(ledger);
      return await work(ledger);
    } finally {
      await ledger.close();
    }
  },
});
