import { attemptsOf, caseIdOf, type Notice, noteFacts, noticesOf } from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { buildFacts } from '@sekisho/notices/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { barLine } from '../testing/barred-line.ts';
import { buildNoticeParts } from '../testing/build-notice-parts.ts';
import type { Clock } from '../testing/build-parts.ts';
import { type MailServer, startMailServer } from '../testing/mail-server.ts';
import { dispatch, watchTimes } from './dispatch.ts';
import type { NoticeParts } from './notice-parts.ts';

const database = embeddedDatabase();
const start = Date.UTC(2026, 3, 1, 9);
const minute = 60_000;
let server: MailServer;
let clock: Clock;

beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  server.trouble = undefined;
  server.mails.length = 0;
  clock = { now: start };
  await database.ledger.run(`update notice set state = 'stopped' where state = 'queued'`);
});

const parts = (changes: Partial<NoticeParts> = {}) =>
  buildNoticeParts(database.ledger, clock, { mailPort: server.port }, changes);

async function barred(isKnown = true): Promise<string> {
  const { alertId } = await barLine(database.ledger, clock.now);
  const caseId = caseIdOf(alertId);
  const told = { step: 1, facts: buildFacts(), customer: 'K1' };
  if (isKnown) await noteFacts(database.ledger.run, caseId, told, clock.now);
  return caseId;
}

async function toldCustomer(caseId: string): Promise<Notice> {
  const notices = await noticesOf(database.ledger, caseId);
  return notices.find(({ audience }) => audience === 'customer')!;
}

const alarms = async (caseId: string) =>
  (await noticesOf(database.ledger, caseId))
    .filter(({ kind }) => kind === 'alarm')
    .map(({ detail }) => detail['alarm']);

describe('a customer whose line is barred', () => {
  it('is told the clause that was stamped on the decision', async () => {
    const { restrictionId, alertId } = await barLine(database.ledger, clock.now);
    const terms = { clause: 'Article 23', version: '3.1', date: '2026-01-01' };
    await database.ledger.run('update restriction set terms = $2 where restriction_id = $1', [
      restrictionId,
      JSON.stringify(terms),
    ]);
    const told = { step: 1, facts: buildFacts(), customer: 'K1' };
    await noteFacts(database.ledger.run, caseIdOf(alertId), told, clock.now);
    await dispatch(parts(), 'customer');
    expect(server.mails[0]?.text).toContain('Article 23 (3.1, in force since 1 January 2026)');
  });

  it('is told by mail, once, and what was sent is kept', async () => {
    const caseId = await barred();
    await dispatch(parts(), 'customer');
    await dispatch(parts(), 'customer');
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail?.to).toMatchObject({ text: 'tanaka@example.com' });
    expect(mail?.text).toContain('Dear Tanaka,');
    expect(mail?.text).toContain('- to Latvia, Gambia');
    const notice = await toldCustomer(caseId);
    expect(notice).toMatchObject({
      state: 'sent',
      sentThrough: 'mail',
      content: { to: 'tanaka@example.com', language: 'en', subject: mail?.subject },
    });
    expect(mail?.messageId).toMatch(
      new RegExp(`^<n${notice.noticeId}-[0-9a-f]{16}@example\\.jp>$`),
    );
  });

  it('is told a little later where nothing is known of the calls yet, then all the same', async () => {
    await barred(false);
    await dispatch(parts(), 'customer');
    expect(server.mails).toEqual([]);
    clock.now += minute;
    await dispatch(parts(), 'customer');
    expect(server.mails[0]?.text).toContain('Ask our desk');
  });

  it.each(['is-busy', 'hangs', 'drops-after-data'] as const)(
    'is told once a server that %s is well again, under the same id',
    async (trouble) => {
      const caseId = await barred();
      server.trouble = trouble;
      await dispatch(parts(), 'customer');
      expect((await toldCustomer(caseId)).state).toBe('queued');
      server.trouble = undefined;
      await dispatch(parts(), 'customer');
      clock.now += minute;
      await dispatch(parts(), 'customer');
      const ids = new Set(server.mails.map(({ messageId }) => messageId));
      expect(ids.size).toBe(1);
      const notice = await toldCustomer(caseId);
      expect(notice.state).toBe('sent');
      expect(await attemptsOf(database.ledger, notice.noticeId)).toMatchObject([
        { outcome: 'failed' },
        { outcome: 'sent' },
      ]);
    },
  );

  it('who is refused three times is the NOC’s to reach', async () => {
    const caseId = await barred();
    server.trouble = 'refuses';
    for (let i = 0; i < 4; i++) {
      await dispatch(parts(), 'customer');
      clock.now += 10 * minute;
    }
    const notice = await toldCustomer(caseId);
    expect(notice).toMatchObject({ state: 'undeliverable', attempts: 3 });
    expect(await alarms(caseId)).toEqual(['undelivered']);
  });

  it.each([
    ['nobody', undefined],
    ['nobody with an address', { customer: 'K1', name: '', email: '', language: 'ja' }],
    ['two addresses', { customer: 'K1', name: '', email: 'a@b.jp, c@d.jp', language: 'ja' }],
  ] as const)('of whom the directory names %s is the NOC’s to telephone', async (_, contact) => {
    const caseId = await barred();
    await dispatch(parts({ contactOf: () => Promise.resolve(contact) }), 'customer');
    expect(await toldCustomer(caseId)).toMatchObject({
      state: 'undeliverable',
      reason: 'no-contact',
    });
    expect(await alarms(caseId)).toEqual(['no-contact']);
  });

  it('who is not told in time is an alarm, once, and told all the same', async () => {
    const caseId = await barred();
    server.trouble = 'is-busy';
    await dispatch(parts(), 'customer');
    clock.now += 9 * minute;
    expect(await watchTimes(parts())).toBe(0);
    clock.now += minute;
    expect(await watchTimes(parts())).toBe(1);
    await watchTimes(parts());
    expect(await alarms(caseId)).toEqual(['late']);
    server.trouble = undefined;
    await dispatch(parts(), 'customer');
    expect(await watchTimes(parts())).toBe(0);
    expect((await toldCustomer(caseId)).state).toBe('sent');
  });

  it('is not told after a day, which is an alarm', async () => {
    const caseId = await barred();
    clock.now += 1441 * minute;
    await dispatch(parts(), 'customer');
    expect(server.mails).toEqual([]);
    expect(await toldCustomer(caseId)).toMatchObject({ state: 'given-up' });
    expect(await alarms(caseId)).toEqual(['undelivered']);
  });

  it('is told nothing where no notices are set up, and the ledger says so', async () => {
    const caseId = await barred();
    await dispatch(parts({ delivery: () => undefined }), 'customer');
    expect(await toldCustomer(caseId)).toMatchObject({ state: 'skipped' });
  });
});
