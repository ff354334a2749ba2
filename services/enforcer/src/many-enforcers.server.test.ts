import {
  approveDestination,
  endHold,
  openHolds,
  placeDestination,
  proposeDestination,
  readDestination,
} from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { parsePolicy } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { createLog } from '@sekisho/runtime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDryRunTarget } from './targets/dry-run.ts';
import { eventually } from './testing/eventually.ts';
import { type Servers, type StartedEnforcer, startEnforcer } from './testing/start-enforcer.ts';
import { type Switch, startSwitch } from './testing/switch.ts';
import { testQueue } from './testing/test-queue.ts';
import { storeDecision, testStore } from './testing/test-store.ts';

const database = testDatabase();
const store = testStore();
const jobs = testQueue();
const topic = 'cdr-many';
const HOUR = 3_600_000;
let made: Switch;
let running: StartedEnforcer[] = [];

beforeAll(async () => {
  made = await startSwitch();
});
afterAll(() => made.stop());
beforeEach(() => database.ledger.run('delete from hold'));
afterEach(async () => {
  await Promise.all(running.map((enforcer) => enforcer.stop()));
  running = [];
});

function start(changes: Partial<Servers> = {}): StartedEnforcer {
  const enforcer = startEnforcer({
    databaseUrl: database.url,
    redisUrl: jobs.url,
    prefix: jobs.prefix,
    clickhouseUrl: store.url,
    clickhouseDatabase: store.database,
    switchUrl: made.url,
    topic,
    ...changes,
  });
  running.push(enforcer);
  return enforcer;
}

const problem = (enforcer: StartedEnforcer, name: string) =>
  enforcer.health.report().problems[name];

describe('two enforcers', () => {
  it('bar no more lines between them than the breaker lets, also when they catch up', async () => {
    const text = `name: t\nbreaker: { bars: 5, within: 1h }\nservices: { '*': { mode: enforce,
      releasePath: x, terms: { clause: c, version: "1", date: 2015-08-20 } } }`;
    const policy = parsePolicy(text, 't', { version: (n) => n });
    const now = Date.now();
    for (let n = 0; n < 12; n++) await storeDecision(store.engine, topic, buildDecision(now), now);
    const [one] = [start({ policy }), start({ policy })];
    await eventually(async () => {
      const counts = await database.ledger.run(
        'select state, count(*)::integer as count from restriction group by state order by state',
      );
      expect(counts).toEqual([
        { state: 'applied', count: 5 },
        { state: 'proposed', count: 7 },
      ]);
    });
    expect(made.entries.size).toBe(5);
    await eventually(() =>
      expect(problem(one, 'breaker')).toMatch(/more than 5 bars within 60 min/),
    );
    expect(await one.metrics.text()).toMatch(/sekisho_enforcer_breaker_open\{service="\*".*\} 1/);
    const ending = { service: '*', by: 'sato', reason: 'a real attack', now: Date.now() };
    await endHold(database.ledger, ending);
    await eventually(() => expect(problem(one, 'breaker')).toBeUndefined());
  });

  it('restrict a destination once, that people approve at the same time', async () => {
    const log = createLog('enforcer', 'silent');
    const target = createDryRunTarget(database.ledger, log, Date.now);
    const asked: string[] = [];
    const destinations = {
      ...target.destinations!,
      apply: (request: Parameters<NonNullable<typeof target.destinations>['apply']>[0]) => {
        asked.push(request.key);
        return target.destinations!.apply(request);
      },
    };
    start({ target: { ...target, destinations } });
    start({ target: { ...target, destinations } });
    const common = {
      service: 'hikari',
      reason: 'forty lines',
      exceptions: [],
      evidence: {},
      homeCountryCode: '81',
      now: Date.now(),
    };
    const placed = await placeDestination(database.ledger, {
      ...common,
      by: 'sato',
      prefix: '224',
      forMs: HOUR,
    });
    const { destinationId } = await proposeDestination(database.ledger, {
      ...common,
      by: 'sato',
      prefix: '224',
      forMs: 5 * HOUR,
    });
    const approving = ['tanaka', 'abe', 'Sato', 'ito', 'Tanaka'].map((by) =>
      approveDestination(database.ledger, { destinationId, by, reason: 'seen', now: Date.now() }),
    );
    const settled = await Promise.allSettled(approving);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await eventually(async () => {
      for (const id of [placed.destinationId, destinationId]) {
        expect(await readDestination(database.ledger, id)).toMatchObject({ state: 'applied' });
      }
    });
    const { targetKey, until } = await readDestination(database.ledger, destinationId);
    expect(asked.filter((key) => key === targetKey).length).toBeGreaterThan(1);
    const place = { key: targetKey, service: 'hikari', prefix: '224', until };
    const held = await target.destinations!.readBack(place);
    expect(held?.until).toBe((await readDestination(database.ledger, destinationId)).until);
    // The one placed alone ends; what was approved stands.
    await database.ledger.run(
      `update destination_restriction set until = now(), next_at = now() where destination_id = $1`,
      [placed.destinationId],
    );
    await eventually(async () => {
      const row = await readDestination(database.ledger, placed.destinationId);
      expect(row).toMatchObject({ state: 'expired' });
    });
    expect(await target.destinations!.readBack(place)).toEqual(held);
  });

  it('carry out no destination that the ledger says is approved and is not', async () => {
    const log = createLog('enforcer', 'silent');
    const target = createDryRunTarget(database.ledger, log, Date.now);
    const { destinationId, targetKey, until } = await proposeDestination(database.ledger, {
      service: 'hikari',
      prefix: '53',
      by: 'sato',
      reason: 'alone',
      forMs: HOUR,
      exceptions: [],
      evidence: {},
      homeCountryCode: '81',
      now: Date.now(),
    });
    await database.ledger.run(
      `update destination_restriction set state = 'applying', next_at = now()
        where destination_id = $1`,
      [destinationId],
    );
    start({ target });
    await eventually(async () =>
      expect(await readDestination(database.ledger, destinationId)).toMatchObject({
        state: 'released',
      }),
    );
    const place = { key: targetKey, service: 'hikari', prefix: '53', until };
    expect(await target.destinations!.readBack(place)).toBeUndefined();
    expect(await openHolds(database.ledger)).toEqual([]);
  });
});
