import { caseIdOf, openCase } from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { createLog } from '@sekisho/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaseOperations, createCaseOperations } from './case-operations.ts';
import { createAskProcess } from './control-client.ts';
import { type ControlServer, startControlServer } from './control-server.ts';
import type { Operations } from './operations.ts';
import { createRemoteOperations } from './remote-operations.ts';

const database = embeddedDatabase();
const now = Date.UTC(2026, 3, 1, 9);
let changes = 0;
let server: ControlServer;
let remote: CaseOperations;

beforeAll(async () => {
  const local = createCaseOperations({
    ledger: database.ledger,
    onChange: () => {
      changes++;
    },
    onVerdict: () => Promise.resolve(),
    now: () => now,
  });
  const log = createLog('start', 'silent');
  server = await startControlServer(local as Operations, database.ledger, log);
  remote = createRemoteOperations(createAskProcess(server));
});
afterAll(() => server.stop());

async function opened(alertId: string): Promise<string> {
  const opening = { alertId, service: 'ip', subscriber: `s-${alertId}`, openedAt: now - 1000 };
  await database.ledger.transaction((run) => openCase(run, opening));
  return caseIdOf(alertId);
}

describe('what is asked of the process that holds the folder', () => {
  it('a case, a contact with it, and who has taken it', async () => {
    const caseId = await opened('a-1');
    const request = { caseId, by: 'sato', how: 'phone', note: 'x', keepBarred: false } as const;
    expect(await remote.contact({ ...request, outcome: 'not-ours' })).toMatchObject({
      caseId,
      outcome: 'not-ours',
      released: [],
      at: now,
    });
    expect(changes).toBe(1);
    await remote.acknowledge({ subjectId: caseId, by: 'sato' });
    expect(await remote.caseFile(caseId)).toMatchObject({
      found: { caseId, verdict: 'not-ours', acknowledgedBy: 'sato', contacts: 1 },
      contact: null,
      contacts: [{ outcome: 'not-ours' }],
      notices: [],
      beside: [],
    });
    const open = await opened('a-2');
    const ids = async (of: 'open' | 'all') => (await remote.cases(of)).cases.map((c) => c.caseId);
    expect(await ids('open')).toEqual([open]);
    expect((await ids('all')).toSorted()).toEqual([open, caseId].toSorted());
  });

  it('a silence, until it is ended', async () => {
    const request = { service: 'ip', subscriber: '', by: 'sato', reason: 'works', forMs: 1000 };
    const { silenceId } = await remote.silence(request);
    expect(await remote.silences()).toMatchObject([{ silenceId, until: now + 1000 }]);
    await expect(remote.silence({ ...request, forMs: 1e9 })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it.each([
    ['a case', () => remote.caseFile('c-none'), 'unknown-case'],
    ['a case to take', () => remote.acknowledge({ subjectId: 'c-none', by: 'x' }), 'unknown-case'],
    ['a notice', () => remote.sendAgain(999), 'conflict'],
    [
      'a restriction',
      () => remote.undo({ restrictionId: 'r-none', by: 'x', reason: 'y' }),
      'unknown-restriction',
    ],
  ])('says that there is no such thing: %s', async (_, ask, code) => {
    await expect(ask()).rejects.toMatchObject({ name: 'LedgerError', code });
  });
});
