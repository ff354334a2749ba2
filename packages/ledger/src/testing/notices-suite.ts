import { buildDecision } from '@sekisho/restrictions/testing';
import { describe, expect, it } from 'vitest';
import { acknowledge, isAcknowledged, lapseAcknowledgements } from '../acknowledgement.ts';
import { caseIdOf, noteFacts, openCase } from '../case.ts';
import { takeLease } from '../lease.ts';
import { moveRestriction } from '../move.ts';
import {
  attemptsOf,
  beginAttempt,
  claimNotices,
  endAttempt,
  endNotice,
  hastenNextStep,
  keepContent,
  markLate,
  type Notice,
  noticesOf,
  planNotice,
  postponeNotice,
  sendAgain,
} from '../notice.ts';
import { queueNotice } from '../notice-outbox.ts';
import { requestRelease } from '../people.ts';
import { recordDecision } from '../record-decision.ts';
import type { Restriction } from '../restriction.ts';
import { beginSilence, endSilence, openSilences } from '../silence.ts';
import { noteWave, waveOf } from '../wave.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);
const minute = 60_000;
const forMs = 2 * minute;

/** What must hold of notices, whichever engine the ledger is in. */
export function describeNotices(database: Pick<TestDatabase, 'ledger'>): void {
  async function decided(state: 'applying' | 'shadow' = 'applying'): Promise<Restriction> {
    const { ledger } = database;
    const decision = buildDecision(now);
    const { service, subscriber } = decision;
    const lease = (await takeLease(ledger, { service, subscriber, owner: 'one', now, forMs: 1 }))!;
    const { restriction } = await recordDecision(
      ledger,
      decision,
      { state, reason: state === 'shadow' ? 'shadow' : 'decided' },
      { lease, now },
    );
    return restriction;
  }

  const move = (
    restriction: Restriction,
    event: 'applied' | 'prolong' | 'lifted',
    until?: number,
  ) =>
    moveRestriction(database.ledger, restriction, {
      event,
      by: 'auto',
      now,
      ...(until === undefined ? {} : { until }),
    });

  const told = async ({ alertId }: Restriction, audience: Notice['audience']) =>
    (await noticesOf(database.ledger, caseIdOf(alertId)))
      .filter((notice) => notice.audience === audience)
      .map(({ kind, detail }) => `${kind} ${detail['state'] ?? ''}`.trim());

  async function claimed(subjectId: string, audience: Notice['audience'] = 'noc', at = now) {
    const all = await claimNotices(database.ledger, { audience, now: at, forMs, limit: 1000 });
    return all.filter((notice) => notice.subjectId === subjectId);
  }

  async function queued(): Promise<{ subjectId: string; notice: Notice }> {
    const { alertId } = await decided('shadow');
    const subjectId = caseIdOf(alertId);
    const [notice] = await claimed(subjectId);
    return { subjectId, notice: notice! };
  }

  describe('what is told of a restriction', () => {
    it('comes with its transitions', async () => {
      const applying = await decided();
      expect(await told(applying, 'noc')).toEqual([]);
      const applied = await move(applying, 'applied');
      expect(await told(applied, 'customer')).toEqual(['barred']);
      const longer = await move(await move(applied, 'prolong', applied.until + minute), 'applied');
      // As when a switch has lost it and gets it again.
      const again = await move(await move(longer, 'prolong', longer.until), 'applied');
      expect(await told(again, 'customer')).toEqual(['barred', 'extended']);
      const { restrictionId } = again;
      const releasing = await requestRelease(database.ledger, {
        restrictionId,
        by: 'x',
        reason: 'y',
        now,
      });
      await move(releasing, 'lifted');
      expect(await told(again, 'customer')).toEqual(['barred', 'extended', 'lifted']);
      expect(await told(again, 'noc')).toEqual([
        'restriction applied',
        'restriction applied',
        'restriction applied',
        'restriction released',
      ]);
    });

    it('is nothing to a customer where no switch was asked', async () => {
      const applied = await moveRestriction(database.ledger, await decided(), {
        event: 'applied',
        by: 'auto',
        now,
        detail: { target: 'dry-run' },
      });
      expect(await told(applied, 'customer')).toEqual([]);
      expect(await told(applied, 'noc')).toEqual(['restriction applied']);
    });

    it('is nothing to a customer who was never barred', async () => {
      const shadow = await decided('shadow');
      expect(await told(shadow, 'customer')).toEqual([]);
      expect(await told(shadow, 'noc')).toEqual(['restriction shadow']);
    });

    it('is told once of one cause', async () => {
      const { subjectId } = await queued();
      const notice = {
        audience: 'noc',
        subjectId,
        cause: `x:${subjectId}`,
        kind: 'opened',
        detail: {},
        at: now,
      } as const;
      expect(await queueNotice(database.ledger.run, notice)).toBe(true);
      expect(await queueNotice(database.ledger.run, notice)).toBe(false);
    });
  });

  describe('sending', () => {
    it('is one holder’s at a time, and another’s when that one is gone', async () => {
      const { subjectId, notice } = await queued();
      expect(await claimed(subjectId)).toEqual([]);
      expect(await beginAttempt(database.ledger, notice, 'chat', now)).toBe(1);
      const [next] = await claimed(subjectId, 'noc', now + forMs);
      expect(await beginAttempt(database.ledger, notice, 'chat', now + forMs)).toBeUndefined();
      expect(await beginAttempt(database.ledger, next!, 'chat', now + forMs)).toBe(2);
      await endAttempt(database.ledger, next!, 2, {
        channel: 'chat',
        problem: undefined,
        now: now + forMs,
      });
      expect(await attemptsOf(database.ledger, notice.noticeId)).toMatchObject([
        { attempt: 1, outcome: null },
        { attempt: 2, outcome: 'sent' },
      ]);
      expect(await noticesOf(database.ledger, subjectId)).toMatchObject([
        { state: 'sent', sentThrough: 'chat', sentAt: now + forMs },
      ]);
      expect(await claimed(subjectId, 'noc', now + 10 * forMs)).toEqual([]);
    });

    it('keeps what was first written, and comes again when it is due', async () => {
      const { subjectId, notice } = await queued();
      const content = { subject: 's', lines: ['l'] };
      await keepContent(database.ledger, notice, content);
      await keepContent(database.ledger, notice, { ...content, subject: 'other' });
      await postponeNotice(database.ledger, notice, now + 5, 'busy');
      expect(await claimed(subjectId)).toEqual([]);
      expect(await claimed(subjectId, 'noc', now + 5)).toMatchObject([{ content, reason: 'busy' }]);
    });

    it('can be asked for again where it could not be delivered', async () => {
      const { notice } = await queued();
      await expect(sendAgain(database.ledger, notice.noticeId, now)).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await endNotice(database.ledger, notice, 'undeliverable', 'no-contact')).toBe(true);
      expect(await sendAgain(database.ledger, notice.noticeId, now)).toMatchObject({
        state: 'queued',
      });
    });

    it('tells a customer of the end no sooner than of the bar', async () => {
      const applied = await move(await decided(), 'applied');
      const { restrictionId, alertId } = applied;
      const request = { restrictionId, by: 'x', reason: 'y', now };
      await move(await requestRelease(database.ledger, request), 'lifted');
      const kinds = async (at: number) =>
        (await claimed(caseIdOf(alertId), 'customer', at)).map(({ kind }) => kind);
      expect(await kinds(now)).toEqual(['barred']);
      expect(await kinds(now)).toEqual([]);
      expect(await kinds(now + forMs)).toEqual(['barred']);
      await database.ledger.run(
        `update notice set state = 'sent' where subject_id = $1 and kind = 'barred'`,
        [caseIdOf(alertId)],
      );
      expect(await kinds(now)).toEqual(['lifted']);
    });

    it('of a customer’s notice is late once', async () => {
      const applied = await move(await decided(), 'applied');
      const late = await markLate(database.ledger.run, now, now + minute);
      expect(late.map(({ subjectId }) => subjectId)).toContain(caseIdOf(applied.alertId));
      expect(await markLate(database.ledger.run, now, now + minute)).toEqual([]);
    });
  });

  describe('a ladder', () => {
    const steps = [0, 1, 2].map((step) => ({
      step,
      dueAt: now + step * minute,
      channels: ['chat'],
    }));

    async function laddered() {
      const { subjectId, notice } = await queued();
      await planNotice(database.ledger, notice, steps);
      await planNotice(database.ledger, notice, steps);
      return { subjectId, notice };
    }
    const states = async (subjectId: string) =>
      (await noticesOf(database.ledger, subjectId)).map(({ step, state }) => `${step} ${state}`);

    it('is stopped by an acknowledgement at once, all of it, also what is in hand', async () => {
      const { subjectId } = await laddered();
      const [second] = await claimed(subjectId, 'noc', now + minute);
      expect(second).toMatchObject({ step: 1 });
      const taken = await acknowledge(database.ledger, {
        subjectId,
        by: 'sato',
        now: now + minute,
      });
      expect(taken).toMatchObject({ by: 'sato', stopped: 2 });
      expect(await beginAttempt(database.ledger, second!, 'chat', now + minute)).toBeUndefined();
      expect(await states(subjectId)).toEqual(['0 queued', '1 stopped', '2 stopped']);
      expect(await isAcknowledged(database.ledger, subjectId)).toBe(true);
    });

    it('is stopped by the bar', async () => {
      const { subjectId, notice } = await laddered();
      const restrictionId = String(notice.detail['restrictionId']);
      const [restriction] = await database.ledger.run<Restriction>(
        `update restriction set state = 'applying' where restriction_id = $1 returning *`,
        [restrictionId],
      );
      await move(restriction!, 'applied');
      expect(await states(subjectId)).toContain('1 stopped');
    });

    it('goes up sooner where a step reaches nobody', async () => {
      const { subjectId, notice } = await laddered();
      await hastenNextStep(database.ledger, notice, now);
      expect(await claimed(subjectId)).toMatchObject([{ step: 1, dueAt: now }]);
    });

    it('begins again when an acknowledged case still grows', async () => {
      const { subjectId } = await laddered();
      await acknowledge(database.ledger, { subjectId, by: 'sato', now });
      const lapse = (at: number) =>
        lapseAcknowledgements(database.ledger, { afterMs: 30 * minute, now: at });
      const grow = (step: number, at: number) =>
        noteFacts(
          database.ledger.run,
          subjectId,
          {
            step,
            customer: '',
            facts: {
              firstAt: now,
              lastAt: at,
              closedAt: null,
              severity: 'critical',
              score: 90,
              calls: step,
              costMilliYen: step * 1000,
              countries: [],
              findings: [],
              evidence: [],
            },
          },
          at,
        );
      await grow(1, now);
      await lapse(now + 31 * minute);
      expect(await isAcknowledged(database.ledger, subjectId)).toBe(true);
      await grow(2, now + 20 * minute);
      await lapse(now + 29 * minute);
      expect(await isAcknowledged(database.ledger, subjectId)).toBe(true);
      await lapse(now + 31 * minute);
      expect(await isAcknowledged(database.ledger, subjectId)).toBe(false);
      expect((await noticesOf(database.ledger, subjectId)).map(({ kind }) => kind)).toContain(
        'lapsed',
      );
    });
  });

  it('a silence is in force until it ends or is ended', async () => {
    const request = { service: 'quiet', subscriber: '', by: 'sato', reason: 'works', now };
    const begun = await beginSilence(database.ledger, { ...request, until: now + minute });
    const ids = async (at: number) =>
      (await openSilences(database.ledger, at)).map(({ silenceId }) => silenceId);
    expect(await ids(now)).toContain(begun.silenceId);
    expect(await ids(now + minute)).not.toContain(begun.silenceId);
    await endSilence(database.ledger, { silenceId: begun.silenceId, by: 'sato', now: now + 1 });
    expect(await ids(now + 1)).not.toContain(begun.silenceId);
    const forever = beginSilence(database.ledger, { ...request, until: now + 1e9 });
    await expect(forever).rejects.toMatchObject({ code: 'conflict' });
  });

  it('a wave is told once and again when doubled, in place of its members', async () => {
    const members = [await queued(), await queued(), await queued()].map(
      ({ subjectId }) => subjectId,
    );
    const seen = (caseIds: string[]) => ({
      service: 'wavy',
      country: 'LV',
      since: now,
      subscribers: caseIds,
      caseIds,
    });
    const doubled = (was: number, size: number) => size >= 2 * was;
    const wave = await noteWave(database.ledger, seen(members), now, doubled);
    await noteWave(database.ledger, seen([...members, 'd', 'e']), now + 1, doubled);
    expect(await noticesOf(database.ledger, wave.waveId)).toHaveLength(1);
    await noteWave(database.ledger, seen(['f']), now + 2, doubled);
    expect(await noticesOf(database.ledger, wave.waveId)).toMatchObject([
      { kind: 'wave', detail: { country: 'LV', subscribers: expect.any(Array) } },
      { kind: 'wave' },
    ]);
    expect(await noticesOf(database.ledger, members[0]!)).toMatchObject([
      { state: 'grouped', reason: wave.waveId },
    ]);
    expect(await waveOf(database.ledger, members[1]!, now)).toMatchObject({ waveId: wave.waveId });
    const alone = { alertId: `a-${wave.waveId}`, service: 'x', subscriber: 'y', openedAt: now };
    const other = await database.ledger.transaction((run) => openCase(run, alone));
    expect(await waveOf(database.ledger, other, now)).toBeUndefined();
  });
}
