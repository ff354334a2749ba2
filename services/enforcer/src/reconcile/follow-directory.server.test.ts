import { randomUUID } from 'node:crypto';
import {
  auditEntries,
  barEntriesOf,
  beginHold,
  dropLease,
  endHold,
  importDirectory,
  readDirectoryFile,
  takeLease,
} from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { decisionJob, type RestrictionDecision } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandleJob } from '../handle-job.ts';
import { RESTORE } from '../ledger-guard.ts';
import { linesIn } from '../targets/lines-in.ts';
import { createNodeTarget } from '../targets/node-target.ts';
import { createRedisNode } from '../targets/redis/redis-node.ts';
import { createServiceTargets } from '../targets/service-targets.ts';
import type { SwitchNode } from '../targets/switch-node.ts';
import { type Target, TargetError } from '../targets/target.ts';
import { buildParts, type TestParts } from '../testing/build-parts.ts';
import { followDirectory } from './follow-directory.ts';
import { reconcileNode } from './reconcile-node.ts';

const database = testDatabase();
const url = process.env['REDIS_URL'];
if (url === undefined) throw new Error('REDIS_URL is not set');
const redis = new Redis(url);
const redisNode = createRedisNode({
  name: 'list/a',
  url,
  timeoutMs: 2000,
  longestS: 86_400,
  now: Date.now,
});
let isAway = false;
/** The same list, which can be away. */
const node: SwitchNode = {
  ...redisNode,
  read: async (list) => {
    if (isAway) throw new TargetError('unreachable', 'got no answer');
    return redisNode.read(list);
  },
  find: async (places) => {
    if (isAway) throw new TargetError('unreachable', 'got no answer');
    return redisNode.find(places);
  },
};
let target: Target;
let parts: TestParts;

beforeAll(() => {
  const { ledger } = database;
  const identities = { linesOf: linesIn(ledger), forms: ['as-written' as const] };
  const nodes = createNodeTarget({
    name: 'list',
    nodes: [node],
    identities,
    ledger,
    now: Date.now,
  });
  target = createServiceTargets(new Map([['*', [nodes]]]));
  const clock = {
    get now() {
      return Date.now();
    },
  };
  parts = buildParts(ledger, { url: '' }, clock, { target });
});
afterAll(async () => {
  target.close();
  const left = await redis.keys(`bar:${RUN}*`);
  if (left.length > 0) await redis.del(left);
  redis.disconnect();
});

const RUN = randomUUID().slice(0, 8);
let lineCount = 0;
const freshLine = () => {
  lineCount += 1;
  return `${RUN}-${lineCount}`;
};

/** As of now, and of these contracts alone. */
async function directory(contracts: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const rows = Object.entries(contracts).map(([name, lines]) => `${name},${lines.join(';')}`);
  const bytes = Buffer.from(['subscriber,lines', ...rows, ''].join('\n'));
  const file = readDirectoryFile({ name: 'd.csv', bytes }, () => null);
  const now = Date.now();
  const how = { isWhole: false, isDryRun: false, isConfirmed: true, by: 'sato' };
  await importDirectory(database.ledger, { ...file, ...how, from: now, now });
}

async function barred(): Promise<RestrictionDecision> {
  const decision = buildDecision(Date.now());
  await directory({ [decision.subscriber]: [freshLine()] });
  await createHandleJob(parts)(decisionJob(decision, true));
  return decision;
}

const follow = () => followDirectory(parts);
const stands = (line: string) => redis.get(`bar:${line}`);
const told = async (restrictionId: string) =>
  (await auditEntries(database.ledger, { from: 1, subject: restrictionId, limit: 100 }))
    .filter(({ action }) => action.startsWith('restriction.lines-'))
    .map(({ actor, action, detail }) => [actor, action, JSON.parse(detail).lines]);

describe('the lines of a barred contract', () => {
  it('are barred when they come, until the end of the bar, and opened when they leave', async () => {
    const { restrictionId, subscriber, until } = await barred();
    const [came, other] = [freshLine(), freshLine()];
    await directory({ [subscriber]: [came, other] });
    expect(await stands(came)).toBeNull();
    await follow();
    const value = `${restrictionId};until=${until}`;
    expect([await stands(came), await stands(other)]).toEqual([value, value]);
    // Before the question: its answer may be late.
    const most = until - Date.now() + 1;
    expect(await redis.pttl(`bar:${came}`)).toBeLessThanOrEqual(most);
    const keys = async () => (await barEntriesOf(database.ledger, restrictionId)).map((e) => e.key);
    expect(new Set(await keys())).toEqual(new Set([subscriber, came, other]));
    await directory({ [subscriber]: [other] });
    await follow();
    expect([await stands(came), await stands(other)]).toEqual([null, value]);
    await follow();
    expect(await told(restrictionId)).toEqual([
      ['auto', 'restriction.lines-joined', 2],
      ['auto', 'restriction.lines-left', 1],
      ['auto', 'restriction.lines-left', 1],
    ]);
    // What has gone is nobody's doing, and what has come is not foreign.
    const { lifted, foreign } = await reconcileNode(parts, node);
    expect(lifted).toEqual([]);
    expect(foreign.filter(({ key }) => [came, other].includes(key))).toEqual([]);
  });

  it('stay barred when they move to another contract that is barred', async () => {
    const [one, two] = [await barred(), await barred()];
    const [line, own] = [freshLine(), freshLine()];
    await directory({ [one.subscriber]: [line] });
    await follow();
    await directory({ [one.subscriber]: [], [two.subscriber]: [line, own] });
    await follow();
    expect(await stands(line)).toBe(`${two.restrictionId};until=${two.until}`);
    expect(await stands(own)).not.toBeNull();
  });

  it('are barred when the switch is back, and are told as being asked for once', async () => {
    const { restrictionId, subscriber } = await barred();
    const came = freshLine();
    await directory({ [subscriber]: [came] });
    isAway = true;
    await follow();
    await follow();
    isAway = false;
    expect(await stands(came)).toBeNull();
    await follow();
    expect(await stands(came)).not.toBeNull();
    expect(await told(restrictionId)).toEqual([
      ['auto', 'restriction.lines-joined', 1],
      ['auto', 'restriction.lines-left', 1],
    ]);
  });

  it('are left as they are by a ledger that was restored', async () => {
    const { subscriber } = await barred();
    const came = freshLine();
    await directory({ [subscriber]: [came] });
    const held = { service: '*', by: RESTORE, reason: 'older', now: Date.now() };
    await beginHold(database.ledger, held);
    await follow();
    expect(await stands(came)).toBeNull();
    await endHold(database.ledger, { ...held, by: 'sato' });
    await follow();
    expect(await stands(came)).not.toBeNull();
  });

  it('are left to whoever works on the contract', async () => {
    const { service, subscriber } = await barred();
    const came = freshLine();
    await directory({ [subscriber]: [came] });
    const owner = { service, subscriber, owner: 'another', now: Date.now(), forMs: 60_000 };
    const lease = await takeLease(database.ledger, owner);
    await follow();
    expect(await stands(came)).toBeNull();
    await dropLease(database.ledger, lease!, Date.now());
    await follow();
    expect(await stands(came)).not.toBeNull();
  });
});
