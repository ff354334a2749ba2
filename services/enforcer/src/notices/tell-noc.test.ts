import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  acknowledge,
  beginSilence,
  caseIdOf,
  endBlindness,
  noteBlindness,
  noteFacts,
  noteWave,
  noticesOf,
  placeDestination,
  queueNotice,
} from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { buildFacts } from '@sekisho/notices/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { barLine, decideLine } from '../testing/barred-line.ts';
import { buildNoticeParts } from '../testing/build-notice-parts.ts';
import type { Clock } from '../testing/build-parts.ts';
import { type Receiver, startReceiver } from '../testing/receiver.ts';
import { SECRET } from '../testing/switch.ts';
import { dispatch } from './dispatch.ts';
import type { NoticeParts } from './notice-parts.ts';

const database = embeddedDatabase();
const folder = mkdtempSync(join(tmpdir(), 'sekisho-noc-'));
const secretFile = join(folder, 'secret');
const start = Date.UTC(2026, 3, 1, 9);
const minute = 60_000;
let chat: Receiver;
let phone: Receiver;
let clock: Clock;
let parts: NoticeParts;

beforeAll(async () => {
  writeFileSync(secretFile, SECRET);
  [chat, phone] = [await startReceiver(), await startReceiver()];
});
afterAll(async () => {
  await Promise.all([chat.stop(), phone.stop()]);
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  for (const each of [chat, phone]) {
    each.status = 202;
    each.received.length = 0;
  }
  clock = { now: start };
  await database.ledger.run(`update notice set state = 'stopped' where state = 'queued'`);
  const hook = (url: string) =>
    `{ kind: webhook, url: "${url}", secretFile: ${secretFile}, allowPrivate: true, internal: true, timeout: 1s }`;
  parts = buildNoticeParts(database.ledger, clock, {
    channels: `chat: ${hook(chat.url)}\n  phone: ${hook(phone.url)}`,
    ladder:
      '{ after: 0s, channels: [chat, phone] }, { after: 5m, channels: [phone] }, { after: 15m, channels: [phone] }',
  });
});

const shadow = { state: 'shadow', reason: 'shadow' } as const;
const titles = ({ received }: Receiver) =>
  received.map(({ body }) => String(JSON.parse(body).data.subject));
// Long enough that nobody waits for what is known of the calls.
const tell = async (afterMs = 5000) => {
  clock.now += afterMs;
  await dispatch(parts, 'noc');
};
const notBarred = async (changes = {}) =>
  caseIdOf((await decideLine(database.ledger, clock.now, shadow, changes)).alertId);

describe('the NOC', () => {
  it('is told of a bar once, with what is known, and no further', async () => {
    const { alertId, subscriber } = await barLine(database.ledger, clock.now);
    const facts = { step: 1, facts: buildFacts(), customer: 'K1' };
    await noteFacts(database.ledger.run, caseIdOf(alertId), facts, clock.now);
    await tell(0);
    await tell(20 * minute);
    const [received] = chat.received;
    expect(chat.received).toHaveLength(1);
    expect(phone.received).toEqual([]);
    const event = JSON.parse(received!.body);
    expect(event.subject).toBe(caseIdOf(alertId));
    expect(event.data).toMatchObject({
      subject: expect.stringContaining(`[CRITICAL][BARRED until 19:00] ${subscriber}`),
      action: { state: 'barred' },
      calls: 41,
      costJpy: 48_200,
      countries: ['LV', 'GM'],
    });
    expect(event.data.text).toContain(`${subscriber} K1, phone`);
  });

  it('waits some seconds for what is known of the calls, and no longer', async () => {
    await notBarred();
    await tell(0);
    expect(chat.received).toEqual([]);
    await tell();
    expect(titles(chat)).toEqual([expect.stringContaining('NOT barred')]);
  });

  it('hears of a line that is not barred until somebody takes the case', async () => {
    const caseId = await notBarred();
    await tell();
    expect(titles(chat)[0]).toContain('NOT barred: shadow mode');
    await tell(5 * minute);
    expect(titles(phone)).toHaveLength(1);
    await acknowledge(database.ledger, { subjectId: caseId, by: 'sato', now: clock.now });
    await tell(60 * minute);
    expect([titles(chat), titles(phone)].flat()).toHaveLength(2);
  });

  it('is told of a destination that one person alone restricted, until somebody takes it', async () => {
    const { destinationId } = await placeDestination(database.ledger, {
      ...{ service: 'ip-phone', prefix: '224', by: 'sato', reason: 'forty lines' },
      ...{ forMs: 60 * minute, exceptions: [], evidence: {}, homeCountryCode: '81' },
      now: clock.now,
    });
    await tell();
    expect(titles(chat)).toEqual([
      expect.stringMatching(/^\[CRITICAL\] ip-phone \+224 restricted by sato ALONE until 19:00$/),
    ]);
    await tell(5 * minute);
    expect(titles(phone)).toHaveLength(1);
    await acknowledge(database.ledger, { subjectId: destinationId, by: 'abe', now: clock.now });
    await tell(60 * minute);
    expect([chat.received, phone.received].flat()).toHaveLength(2);
  });

  it('is told that it is blind, up the ladder until somebody takes it, and once that it is over', async () => {
    const blind = (source: string) => ({ reason: 'silent', source, told: 'no record for 9 min' });
    const { ledger } = database;
    const [taken] = await noteBlindness(ledger, [blind('sbc-1')], clock.now);
    await tell();
    const [received] = chat.received;
    expect(JSON.parse(received!.body)).toMatchObject({
      type: 'jp.sekisho.notice.blind',
      subject: taken!.alarmId,
      data: {
        subject: '[CRITICAL] BLIND: sbc-1 sends no records',
        text: expect.stringContaining('no record for 9 min'),
        ...{ blind: taken!.alarmId, severity: 'critical', state: 'begun', source: 'sbc-1' },
      },
    });
    await tell(5 * minute);
    expect(titles(phone)).toHaveLength(1);
    await acknowledge(ledger, { subjectId: taken!.alarmId, by: 'abe', now: clock.now });
    await tell(60 * minute);
    expect(titles(phone)).toHaveLength(1);
    const [over] = await endBlindness(ledger, clock.now, clock.now);
    expect(over).toMatchObject({ alarmId: taken!.alarmId, endedAt: clock.now });
    await tell(60 * minute);
    expect([titles(chat), titles(phone)].map((each) => each.length)).toEqual([2, 1]);
    expect(titles(chat)[1]).toBe('[OK] No longer: sbc-1 sends no records');
  });

  it('is called no further about what is over', async () => {
    const { ledger } = database;
    const late = { reason: 'late', source: 'sbc-2', told: 'late' };
    await noteBlindness(ledger, [late], clock.now);
    await tell();
    await endBlindness(ledger, clock.now, clock.now);
    await tell(60 * minute);
    expect([titles(chat), titles(phone)].map((each) => each.length)).toEqual([2, 0]);
  });

  it('is told by the next channel at once where one fails', async () => {
    chat.status = 500;
    await notBarred();
    await tell();
    expect([chat.received.length, phone.received.length]).toEqual([1, 1]);
    const [one] = chat.received;
    const [two] = phone.received;
    expect(JSON.parse(two!.body).id).toBe(JSON.parse(one!.body).id);
  });

  it('is told the next step at once where all channels fail, and this one again', async () => {
    chat.status = phone.status = 500;
    const caseId = await notBarred();
    await tell();
    const steps = await noticesOf(database.ledger, caseId);
    expect(steps).toMatchObject([
      { step: 0, state: 'queued', reason: 'no channel took it' },
      { step: 1, state: 'queued' },
      { step: 2, state: 'queued' },
    ]);
    expect(phone.received.length).toBeGreaterThanOrEqual(2);
    chat.status = phone.status = 202;
    await tell(20 * minute);
    const states = (await noticesOf(database.ledger, caseId)).map(({ state }) => state);
    expect(states).toEqual(['sent', 'sent', 'sent']);
  });

  it('hears nothing of what is silenced, though it is kept', async () => {
    const silence = { service: 'ip-phone', by: 'sato', reason: 'tests', now: clock.now };
    const caseId = await notBarred({ subscriber: 'quiet' });
    await beginSilence(database.ledger, {
      ...silence,
      subscriber: 'quiet',
      until: clock.now + minute,
    });
    const other = await notBarred({ subscriber: 'loud' });
    await tell();
    expect(await noticesOf(database.ledger, caseId)).toMatchObject([
      { state: 'silenced', reason: expect.stringContaining('by sato') },
    ]);
    expect(await noticesOf(database.ledger, other)).toMatchObject([{ state: 'sent' }, {}, {}]);
  });

  it('hears of a wave instead of its members, but of bars that failed', async () => {
    const members = [await notBarred(), await notBarred(), await notBarred()];
    const subscribers = ['C1', 'C2', 'C3'];
    const seen = {
      service: 'ip-phone',
      country: 'LV',
      since: start,
      subscribers,
      caseIds: members,
    };
    await noteWave(database.ledger, seen, clock.now, () => false);
    const failed = {
      restrictionId: 'r-1',
      state: 'failed',
      reason: 'apply-refused',
      problem: 'no line 0312345678',
    };
    await queueNotice(database.ledger.run, {
      audience: 'noc',
      subjectId: members[0]!,
      cause: 'f',
      kind: 'restriction',
      detail: failed,
      at: clock.now,
    });
    await tell();
    expect(titles(chat).sort()).toEqual([
      expect.stringContaining('[CRITICAL] ip-phone WAVE: 3 subscribers call Latvia'),
      expect.stringContaining('Barring FAILED: no line …'),
    ]);
  });

  it('is told that a customer could not be', async () => {
    const { alertId } = await barLine(database.ledger, clock.now);
    const nobody = { ...parts, contactOf: () => Promise.resolve(undefined) };
    clock.now += minute;
    await dispatch(nobody, 'customer');
    await tell();
    expect(titles(chat)).toContain(
      `[ALARM] The customer of ${caseIdOf(alertId)} has no e-mail address: telephone`,
    );
  });
});
