import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { caseIdOf, type Ledger, noteFacts, noticesOf } from '@sekisho/ledger';
import { buildFacts } from '@sekisho/notices/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatch } from '../notices/dispatch.ts';
import { barLine } from './barred-line.ts';
import { buildNoticeParts } from './build-notice-parts.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

const CHILD = fileURLToPath(new URL('./notice-crash-child.ts', import.meta.url));
const start = Date.UTC(2026, 3, 1, 9);
const CLAIM_MS = 120_000;

/** A ledger that two processes can have, if not at once. */
export interface CrashLedger {
  /** A folder, or a database's URL. */
  place(): string;
  /** Opens it, and closes it again. */
  use<T>(work: (ledger: Ledger) => Promise<T>): Promise<T>;
}

/** What must hold of notices when the process dies, whichever engine the ledger is in. */
export function describeCrashes(ledgers: CrashLedger): void {
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer();
  });
  afterAll(() => server.stop());

  describe('killed', () => {
    it.each([
      ['before the mail leaves: it is told once', 'before', 1],
      ['between the mail and the ledger: it is told twice, under one id', 'after', 2],
    ])('%s', async (_, when, mails) => {
      server.mails.length = 0;
      const caseId = await ledgers.use(async (ledger) => {
        const { alertId } = await barLine(ledger, start);
        const facts = { step: 1, facts: buildFacts(), customer: 'K1' };
        await noteFacts(ledger.run, caseIdOf(alertId), facts, start);
        return caseIdOf(alertId);
      });
      const args = [CHILD, ledgers.place(), String(server.port), String(start), when];
      const child = spawn(process.execPath, args, { stdio: 'inherit' });
      expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
      await ledgers.use(async (ledger) => {
        const clock = { now: start + 1 };
        const parts = buildNoticeParts(ledger, clock, { mailPort: server.port });
        await dispatch(parts, 'customer');
        expect(server.mails).toHaveLength(mails - 1);
        clock.now = start + CLAIM_MS;
        await dispatch(parts, 'customer');
        await dispatch(parts, 'customer');
        const [notice] = (await noticesOf(ledger, caseId)).filter(
          ({ audience }) => audience === 'customer',
        );
        expect(notice).toMatchObject({ state: 'sent', attempts: 2 });
      });
      expect(server.mails).toHaveLength(mails);
      expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(1);
    });
  });
}
