import { beforeEach, describe, expect, it } from 'vitest';
import { acknowledge } from '../acknowledgement.ts';
import { auditEntries } from '../audit.ts';
import { verifyAudit } from '../audit-verify.ts';
import { liveBarEntries, noteBarEntries } from '../bar-entries.ts';
import {
  approvalsOf,
  approveDestination,
  countUnmirroredDestinations,
  type DestinationRequest,
  dueDestinations,
  isDestinationApplied,
  isSuperseded,
  listDestinations,
  markDestinationsMirrored,
  moveDestination,
  placeDestination,
  proposeDestination,
  readDestination,
  releaseDestination,
  unmirroredDestinations,
} from '../destination/index.ts';
import { noticesOf } from '../notice.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);
const HOUR = 3_600_000;

const evidence = {
  lawful: { subscribers: 1, calls: 2, costJpy: 30.5, names: ['sub-1'] },
  suspected: { subscribers: 4, calls: 80, costJpy: 9000 },
};

/** What must hold of destination restrictions, whichever engine the ledger is in. */
export function describeDestinations(database: Pick<TestDatabase, 'ledger'>): void {
  beforeEach(async () => {
    await database.ledger.run('delete from destination_approval');
    await database.ledger.run('delete from destination_event');
    await database.ledger.run('delete from destination_restriction');
  });

  const request = (changes: Partial<DestinationRequest> = {}): DestinationRequest => ({
    service: 'hikari',
    prefix: '224',
    by: 'sato',
    reason: 'forty lines call there',
    forMs: 24 * HOUR,
    exceptions: ['sub-9', 'sub-1'],
    evidence,
    homeCountryCode: '81',
    now,
    ...changes,
  });
  const propose = (changes: Partial<DestinationRequest> = {}) =>
    proposeDestination(database.ledger, request(changes));
  const place = (changes: Partial<DestinationRequest> = {}) =>
    placeDestination(database.ledger, request({ forMs: 2 * HOUR, evidence: {}, ...changes }));
  const approve = (destinationId: string, by: string, at = now) =>
    approveDestination(database.ledger, { destinationId, by, reason: 'seen', now: at });
  const conflict = (message: RegExp) => ({
    name: 'LedgerError',
    code: 'conflict',
    message: expect.stringMatching(message),
  });

  describe('proposing a destination', () => {
    it('keeps all that was asked, and begins with the second other person', async () => {
      const { destinationId } = await propose();
      expect(await readDestination(database.ledger, destinationId)).toMatchObject({
        prefix: '224',
        state: 'proposed',
        requestedBy: 'sato',
        until: now + 24 * HOUR,
        nextAt: now + 24 * HOUR,
        evidence,
        provisional: false,
      });
      expect((await approve(destinationId, 'tanaka')).state).toBe('proposed');
      const begun = await approve(destinationId, 'abe', now + 5);
      expect(begun).toMatchObject({
        state: 'applying',
        reason: 'approved',
        nextAt: now + 5,
        seq: 3,
      });
      expect(await approvalsOf(database.ledger, destinationId)).toMatchObject([
        { by: 'tanaka' },
        { by: 'abe' },
      ]);
      expect(await dueDestinations(database.ledger, now + 5)).toEqual([begun]);
      expect(await database.ledger.transaction((run) => isSuperseded(run, begun))).toBe(false);
    });

    it.each(['sato', ' Sato', 'ＳＡＴＯ'])(
      'is never approved by who asked for it: %j',
      async (by) => {
        const { destinationId } = await propose();
        await expect(approve(destinationId, by)).rejects.toMatchObject(conflict(/asked for it/));
        const direct = database.ledger.run(
          `insert into destination_approval values ($1, 'sato', 'sato', 'sato', '', now(), '')`,
          [destinationId],
        );
        await expect(direct).rejects.toMatchObject({ name: 'LedgerError' });
      },
    );

    it('is not approved twice by one person, however often and at once', async () => {
      const { destinationId } = await propose();
      const tries = await Promise.allSettled(
        ['tanaka', 'Tanaka', 'tanaka', 'TANAKA '].map((by) => approve(destinationId, by)),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await readDestination(database.ledger, destinationId)).state).toBe('proposed');
    });

    it('begins once, of many who approve at once', async () => {
      const { destinationId } = await propose();
      const people = ['a', 'b', 'c', 'd', 'e'];
      const tries = await Promise.allSettled(people.map((by) => approve(destinationId, by)));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      expect(await approvalsOf(database.ledger, destinationId)).toHaveLength(2);
      expect((await readDestination(database.ledger, destinationId)).state).toBe('applying');
    });

    it('is superseded where what is in force has changed since, also at once', async () => {
      const [one, two] = [await propose(), await propose({ prefix: '22462' })];
      const elsewhere = await propose({ prefix: '53' });
      for (const { destinationId } of [one, two, elsewhere]) await approve(destinationId, 'tanaka');
      const ended = await Promise.all(
        [one, two, elsewhere].map(({ destinationId }) => approve(destinationId, 'abe')),
      );
      expect(ended[2]?.state).toBe('applying');
      expect(
        ended
          .slice(0, 2)
          .map(({ reason }) => reason)
          .sort(),
      ).toEqual(['approved', 'superseded']);
    });

    it('is superseded where the row is not what was asked', async () => {
      const { destinationId } = await propose();
      await approve(destinationId, 'tanaka');
      await database.ledger.run(`update destination_restriction set prefix = '53'`);
      expect(await approve(destinationId, 'abe')).toMatchObject({
        state: 'released',
        reason: 'superseded',
      });
    });

    it('lapses, and is then not approved', async () => {
      const row = await propose();
      const late = approve(row.destinationId, 'abe', row.until);
      await expect(late).rejects.toMatchObject(conflict(/its end has come/));
      const move = { event: 'due', by: 'auto', now: row.until } as const;
      expect(await moveDestination(database.ledger, row, move)).toMatchObject({ state: 'expired' });
      expect(await listDestinations(database.ledger, 'live')).toEqual([]);
      expect(await listDestinations(database.ledger, 'all')).toHaveLength(1);
    });

    it('is declined by one person', async () => {
      const { destinationId } = await propose();
      const asked = { destinationId, by: 'abe', reason: 'a partner', now };
      const released = await releaseDestination(database.ledger, asked);
      expect(released).toMatchObject({ state: 'released', reason: 'declined' });
      await expect(approve(destinationId, 'tanaka')).rejects.toMatchObject(conflict(/is released/));
    });

    it.each([
      [{ prefix: '1' }, /area code/],
      [{ prefix: '813' }, /home/],
      [{ forMs: 31 * 24 * HOUR }, /30 days/],
      [{ forMs: 0 }, /30 days/],
    ])('refuses %j', async (changes, message) => {
      const invalid = { code: 'invalid', message: expect.stringMatching(message) };
      await expect(async () => propose(changes)).rejects.toMatchObject(invalid);
    });
  });

  describe('what is done about a destination', () => {
    it('is in the audit log, whoever did it', async () => {
      const { ledger } = database;
      const { destinationId } = await propose();
      await approve(destinationId, 'tanaka');
      const row = await approve(destinationId, 'abe');
      await moveDestination(ledger, row, { event: 'applied', by: 'auto', now });
      await releaseDestination(ledger, { destinationId, by: 'ito', reason: 'a partner', now });
      const told = await auditEntries(ledger, { from: 1, subject: destinationId, limit: 20 });
      const causes = told.map(({ detail }) => JSON.parse(detail));
      expect(told.map(({ actor, action }, i) => [actor, action, causes[i].cause])).toEqual([
        ['sato', 'destination.proposed', 'proposed'],
        ['tanaka', 'destination.proposed', 'approved-once'],
        ['abe', 'destination.applying', 'approved'],
        ['auto', 'destination.applied', 'applied'],
        ['ito', 'destination.releasing', 'released'],
      ]);
      expect(causes[4]).toMatchObject({ reason: 'a partner', service: 'hikari', prefix: '224' });
      expect(await verifyAudit(ledger)).toMatchObject({ broken: null });
    });

    it('is known to nodes under one key, whichever restriction counts', async () => {
      const { ledger } = database;
      const [alone, { destinationId }] = [await place(), await propose()];
      const { targetKey } = alone;
      expect((await propose({ prefix: '2246' })).targetKey).not.toBe(targetKey);
      const places = [{ node: 'proxies/d', list: 'destination', key: '224' }] as const;
      await noteBarEntries(ledger, targetKey, places, { until: alone.until, again: false });
      const live = async () =>
        (await liveBarEntries(ledger, 'proxies/d')).map((entry) => [entry.state, entry.subscriber]);
      expect(await live()).toEqual([['applying', 'destination:224']]);
      await moveDestination(ledger, alone, { event: 'applied', by: 'auto', now });
      for (const by of ['tanaka', 'abe']) await approve(destinationId, by);
      expect(await live()).toEqual([['applied', 'destination:224']]);
      expect(await isDestinationApplied(ledger, targetKey)).toBe(true);
      await ledger.run("update destination_restriction set state = 'released'");
      expect(await live()).toEqual([]);
      expect(await isDestinationApplied(ledger, targetKey)).toBe(false);
    });
  });

  describe('placing one alone', () => {
    it('begins at once, and tells the leads', async () => {
      const row = await place();
      expect(row).toMatchObject({ state: 'applying', provisional: true, until: now + 2 * HOUR });
      const [event] = await unmirroredDestinations(database.ledger, 10);
      expect(event).toMatchObject({
        restrictionId: row.destinationId,
        scope: 'destination:224',
        subscriber: '',
        reason: 'placed-alone',
        by: 'sato',
        detail: { tell: 'leads' },
      });
      await markDestinationsMirrored(database.ledger, [event!], now);
      expect(await countUnmirroredDestinations(database.ledger)).toBe(0);
    });

    it('is told to the NOC, until it is over or somebody takes it', async () => {
      const { ledger } = database;
      const { destinationId } = await place();
      expect(await noticesOf(ledger, destinationId)).toMatchObject([
        {
          audience: 'noc',
          kind: 'destination',
          detail: { service: 'hikari', prefix: '224', state: 'placed-alone', by: 'sato' },
        },
      ]);
      expect(await acknowledge(ledger, { subjectId: destinationId, by: 'abe', now })).toMatchObject(
        {
          by: 'abe',
        },
      );
      const proposed = await propose();
      expect(await noticesOf(ledger, proposed.destinationId)).toEqual([]);
    });

    it('is for two hours at most, whatever writes it', async () => {
      await expect(async () => place({ forMs: 2 * HOUR + 1 })).rejects.toMatchObject({
        code: 'invalid',
      });
      const { destinationId } = await place();
      const longer = database.ledger.run(
        `update destination_restriction set until = until + interval '1 second'
          where destination_id = $1`,
        [destinationId],
      );
      await expect(longer).rejects.toMatchObject({ name: 'LedgerError' });
    });

    it('is not renewed by the same person, in or around it, within a day', async () => {
      await place();
      for (const [by, prefix] of [
        ['sato', '224'],
        ['Sato', '22462'],
      ]) {
        const again = place({ by: by!, prefix: prefix!, now: now + 23 * HOUR });
        await expect(again).rejects.toMatchObject(conflict(/within a day/));
      }
      expect((await place({ prefix: '53' })).state).toBe('applying');
      await releaseDestination(database.ledger, {
        destinationId: (await listDestinations(database.ledger, 'live')).find(
          (d) => d.prefix === '224',
        )!.destinationId,
        by: 'sato',
        reason: 'to try again',
        now,
      });
      await expect(place({ now: now + 1 })).rejects.toMatchObject(conflict(/within a day/));
      expect((await place({ by: 'abe', now: now + 1 })).state).toBe('applying');
    });

    it('is placed once by one person who asks many times at once', async () => {
      const tries = await Promise.allSettled(Array.from({ length: 5 }, () => place()));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('changes nothing for a proposal of the same', async () => {
      const { destinationId } = await propose();
      await place();
      await approve(destinationId, 'tanaka');
      expect((await approve(destinationId, 'abe')).state).toBe('applying');
    });
  });
}
