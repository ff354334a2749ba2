import {
  type CaseFacts,
  endHold,
  giveVerdict,
  lockSubscriber,
  noteFacts,
  openCase,
  openHolds,
  readRestriction,
  requestRelease,
} from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { ledgerJob, parsePolicy, type RestrictionDecision } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandleJob } from './handle-job.ts';
import { applyJob, extendJob } from './testing/build-job.ts';
import { buildParts, type Clock, type TestParts } from './testing/build-parts.ts';
import { type Switch, startSwitch } from './testing/switch.ts';

const database = testDatabase();
const start = Date.UTC(2026, 3, 1, 9);
const HOUR = 3_600_000;
let made: Switch;
let clock: Clock;

beforeAll(async () => {
  made = await startSwitch();
});
afterAll(() => made.stop());
beforeEach(async () => {
  clock = { now: start + 1000 };
  made.requests.length = 0;
  await database.ledger.run('delete from hold');
});

const RELEASE_AND_TERMS =
  'releasePath: the NOC, terms: { clause: Article 23, version: "3.1", date: 2015-08-20 }';

function partsWith(service: string, changes: Partial<TestParts> = {}): TestParts {
  const mode = service.startsWith('mode') ? '' : 'mode: enforce, ';
  const text = `name: t\nservices: { '*': { ${mode}${RELEASE_AND_TERMS}, ${service} } }`;
  const policy = parsePolicy(text, 't', { version: (n) => `${n}@1` });
  return buildParts(database.ledger, made, clock, { policy, ...changes });
}

const handle = (parts: TestParts, job: Parameters<ReturnType<typeof createHandleJob>>[0]) =>
  createHandleJob(parts)(job);

const read = (restrictionId: string) => readRestriction(database.ledger, restrictionId);

async function applied(parts: TestParts, changes: Partial<RestrictionDecision> = {}) {
  const decision = buildDecision(start, { service: `s${Math.random()}`, ...changes });
  await handle(parts, applyJob(decision));
  return decision;
}

async function ended(parts: TestParts, decision: RestrictionDecision) {
  const { restrictionId } = decision;
  const { seq, until } = await read(restrictionId);
  clock.now = until;
  await handle(parts, ledgerJob('expire', { restrictionId, transition: seq }));
  expect(await read(restrictionId)).toMatchObject({ state: 'expired', endedAt: until });
}

describe('a policy', () => {
  it('sets the end, and stamps its version and the terms on the decision', async () => {
    const parts = partsWith('severities: { critical: { action: restrict, for: 4h } }');
    const { restrictionId } = await applied(parts);
    const terms = { clause: 'Article 23', version: '3.1', date: '2015-08-20' };
    expect(await read(restrictionId)).toMatchObject({
      state: 'applied',
      until: start + 4 * HOUR,
      policyVersion: 't@1',
      terms,
    });
    const [first] = await database.ledger.run<{ detail: unknown }>(
      'select detail from restriction_transition where restriction_id = $1 and seq = 1',
      [restrictionId],
    );
    expect(first?.detail).toEqual({ policy: 't@1', terms });
  });

  it.each([
    ['mode: propose', 'policy'],
    ['severities: { critical: { action: propose } }', 'policy'],
    ['severities: { critical: { action: ask } }', 'ask'],
    ['breaker: { bars: 0, within: 1h }', 'breaker'],
  ])('%s: a person decides', async (service, reason) => {
    const { restrictionId } = await applied(partsWith(service));
    expect(await read(restrictionId)).toMatchObject({ state: 'proposed', reason });
    expect(made.requests).toEqual([]);
  });

  it.each([
    [{ kind: 'office', critical: true }, 'proposed', 'protected'],
    [{ kind: 'hospital', critical: false }, 'proposed', 'protected'],
    [{ kind: 'office', critical: false }, 'applied', 'applied'],
  ])('%j: %s', async (traits, state, reason) => {
    const traitsOf = async () => traits;
    const parts = partsWith('proposeOnly: { kinds: [hospital] }', { traitsOf });
    const { restrictionId } = await applied(parts);
    expect(await read(restrictionId)).toMatchObject({ state, reason });
  });

  it.each([
    [{ allBut: true, teardown: false }, { allowed: ['81312345678'] }, ['teardown']],
    [{ allBut: false, teardown: true }, { teardown: true }, ['allow']],
  ])('asks of a switch that can %j besides that alone, and says the rest', async (...given) => {
    const [capable, wanted, lacking] = given;
    const critical = '{ action: restrict, teardown: true }';
    const parts = partsWith(`allow: ["+81312345678"], severities: { critical: ${critical} }`);
    const can = { ...parts.target.can, ...capable };
    const asked: unknown[] = [];
    const target = {
      ...parts.target,
      can,
      apply: (request: Parameters<typeof parts.target.apply>[0]) => {
        asked.push(request);
        return parts.target.apply(request);
      },
    };
    const { restrictionId } = await applied({ ...parts, target });
    const [{ allowed, teardown }] = asked as [{ allowed: unknown; teardown: unknown }];
    expect({ allowed, teardown }).toEqual({ allowed: undefined, teardown: undefined, ...wanted });
    const [last] = await database.ledger.run<{ detail: { cannot: unknown } }>(
      'select detail from restriction_transition where restriction_id = $1 and seq = 2',
      [restrictionId],
    );
    expect(last?.detail.cannot).toEqual(lacking);
  });
});

describe('after an end that nobody confirmed', () => {
  it('is on probation: what would be proposed bars', async () => {
    const barring = partsWith('probation: 2h');
    const first = await applied(barring);
    await ended(barring, first);
    const proposing = partsWith('probation: 2h, severities: { critical: { action: propose } }');
    const { service, subscriber } = first;
    const again = (at: number) =>
      applied(proposing, {
        service,
        subscriber,
        at,
        until: at + HOUR,
        evidenceAt: at,
        evidenceStartedAt: at,
      });
    clock.now += HOUR;
    const second = await again(clock.now);
    expect(await read(second.restrictionId)).toMatchObject({ state: 'applied' });
    await ended(proposing, second);
    clock.now += 2 * HOUR;
    const third = await again(clock.now);
    expect(await read(third.restrictionId)).toMatchObject({ state: 'proposed' });
  });

  it('is barred anew by calls of the same alert begun since, and not by those before', async () => {
    const parts = partsWith('severities: { critical: { action: restrict, for: 1h } }');
    const decision = await applied(parts, { until: start + 12 * HOUR });
    await ended(parts, decision);
    clock.now += 60_000;
    const grown = { ...decision, evidenceAt: clock.now, step: 2 };
    await handle(parts, extendJob({ ...grown, evidenceStartedAt: start }));
    expect((await read(decision.restrictionId)).state).toBe('expired');
    await handle(parts, extendJob({ ...grown, step: 3, evidenceStartedAt: clock.now - 1000 }));
    expect(await read(`${decision.restrictionId}-a2`)).toMatchObject({
      state: 'applied',
      until: clock.now + HOUR,
      alertId: decision.alertId,
    });
  });
});

describe('what a customer has called his own', () => {
  const seen = { countries: ['GM', 'LV'], costMilliYen: 40_000_000, evidence: ['calls-1h'] };
  const rules = ['evidence'];

  async function calledOwn(changes: Partial<typeof seen> = {}) {
    const whose = { service: `s${Math.random()}`, subscriber: `sub${Math.random()}` };
    const alertId = `a-${Math.random()}`;
    const { run } = database.ledger;
    const caseId = await openCase(run, { alertId, ...whose, openedAt: start });
    const facts: CaseFacts = {
      ...{
        firstAt: start,
        lastAt: start,
        closedAt: null,
        severity: 'critical' as const,
        score: 90,
      },
      ...{ calls: 9, findings: [], ...seen, ...changes },
    };
    await noteFacts(run, caseId, { step: 1, facts, customer: '' }, clock.now);
    const answer = { verdict: 'ours', by: 'sato', reason: 'asked', now: clock.now } as const;
    await giveVerdict(database.ledger, { alertId, ...answer });
    return whose;
  }

  it.each([
    ['as much', {}, rules, 'proposed'],
    ['more', { costMilliYen: 41_000_000 }, rules, 'applied'],
    ['another country', { countries: ['CU'] }, rules, 'applied'],
    ['what a backstop closes', {}, ['evidence', 'loss-1h'], 'applied'],
  ] as const)('%s is %s', async (_, changes, fired, state) => {
    const whose = await calledOwn();
    const episode = { ...whose, rules: fired, seen: { ...seen, ...changes } };
    const { restrictionId } = await applied(partsWith('quietDays: 30'), episode);
    const reason = state === 'proposed' ? 'quieted' : 'applied';
    expect(await read(restrictionId)).toMatchObject({ state, reason });
  });

  it('bars when it grows beyond that, and anew when the answer is old', async () => {
    const whose = await calledOwn();
    const parts = partsWith('quietDays: 1');
    const decision = await applied(parts, { ...whose, rules, seen });
    const grown = { ...decision, step: 2, evidenceAt: clock.now };
    await handle(parts, extendJob({ ...grown, seen: { ...seen, costMilliYen: 50_000_000 } }));
    expect(await read(decision.restrictionId)).toMatchObject({ state: 'applied' });
    const other = await calledOwn();
    clock.now += 24 * HOUR;
    const [at, until] = [clock.now, clock.now + HOUR];
    const times = { at, until, evidenceAt: at, evidenceStartedAt: at };
    const old = await applied(parts, { ...other, rules, seen, ...times });
    expect(await read(old.restrictionId)).toMatchObject({ state: 'applied' });
  });
});

describe('a lock at the customer’s request', () => {
  const both = async (first: 'lock' | 'fraud') => {
    const parts = partsWith('longest: 7d');
    const service = `s${Math.random()}`;
    const subscriber = `sub${Math.random()}`;
    const lock = async () => {
      const asked = { service, subscriber, by: 'sato', reason: 'by telephone', now: clock.now };
      const { restrictionId } = await lockSubscriber(database.ledger, asked);
      await handle(parts, ledgerJob('expire', { restrictionId, transition: 1 }));
      return restrictionId;
    };
    const fraud = async () => (await applied(parts, { service, subscriber })).restrictionId;
    // Whoever comes second finds the line barred.
    const barred = { international: 'barred' };
    const ids: string[] = [];
    for (const begin of first === 'lock' ? [lock, fraud] : [fraud, lock]) {
      const id = await begin();
      if (ids.length > 0) {
        await database.ledger.run(
          'update restriction set prior_state = $2 where restriction_id = $1',
          [id, JSON.stringify(barred)],
        );
      }
      ids.push(id);
      clock.now += 1000;
    }
    return { parts, ids: ids as [string, string] };
  };

  it.each([
    ['lock', 0],
    ['lock', 1],
    ['fraud', 0],
    ['fraud', 1],
  ] as const)(
    '%s first, the one that came as %i ends: the other stands, and the last restores',
    async (first, ending) => {
      const { parts, ids } = await both(first);
      made.restored.length = 0;
      const end = async (restrictionId: string) => {
        const request = { restrictionId, by: 'abe', reason: 'over', now: clock.now };
        const { seq } = await requestRelease(database.ledger, request);
        await handle(parts, ledgerJob('release', { restrictionId, transition: seq }));
        expect(await read(restrictionId)).toMatchObject({ state: 'released' });
      };
      const [ends, stands] = [ids[ending], ids[1 - ending]!];
      await end(ends);
      expect(made.restored).toEqual([{ international: 'barred' }]);
      expect(made.entries.has(stands)).toBe(true);
      expect(await read(stands)).toMatchObject({ state: 'applied' });
      await end(stands);
      expect(made.restored.at(-1)).toEqual({ international: 'open' });
      expect(made.entries.has(stands)).toBe(false);
    },
  );

  it('is renewed before the switch would drop it', async () => {
    const { parts, ids } = await both('lock');
    const before = await read(ids[0]);
    clock.now = before.until - 3_600_000;
    await handle(parts, ledgerJob('expire', { restrictionId: ids[0], transition: before.seq }));
    const after = await read(ids[0]);
    expect(after).toMatchObject({ state: 'applied', until: clock.now + 30 * 24 * HOUR });
    expect(after.nextAt).toBe(after.until - 10 * 24 * HOUR);
  });
});

describe('the breaker', () => {
  it('stops what is new until a person resumes, and counts anew then', async () => {
    const service = `s${Math.random()}`;
    const parts = partsWith('breaker: { bars: 2, within: 1h }');
    const states = async (count: number) => {
      const found: string[] = [];
      for (let n = 0; n < count; n++) {
        const { restrictionId } = await applied(parts, { service });
        const { state, reason } = await read(restrictionId);
        found.push(`${state} ${reason}`);
      }
      return found;
    };
    const barred = 'applied applied';
    expect(await states(4)).toEqual([barred, barred, 'proposed breaker', 'proposed breaker']);
    expect(await openHolds(database.ledger)).toMatchObject([{ service, by: 'breaker' }]);
    const other = await applied(parts);
    expect((await read(other.restrictionId)).state).toBe('applied');
    clock.now += 1000;
    await endHold(database.ledger, { service, by: 'sato', reason: 'looked', now: clock.now });
    clock.now += 1000;
    expect(await states(3)).toEqual([barred, barred, 'proposed breaker']);
  });
});
