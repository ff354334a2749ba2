import { dropLease, readRestriction, takeLease } from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { decisionJob, type RestrictionDecision } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHandleJob } from '../handle-job.ts';
import { createNodeTarget } from '../targets/node-target.ts';
import type { TargetError } from '../targets/target.ts';
import { buildParts, type TestParts } from '../testing/build-parts.ts';
import { type MemoryNode, memoryNode, noAnswer } from '../testing/memory-node.ts';
import { reconcileNode } from './reconcile-node.ts';

const database = embeddedDatabase();
const BARS = 12;
let [a, b] = [memoryNode('proxies/a'), memoryNode('proxies/b')];
let parts: TestParts;
let decisions: RestrictionDecision[];

/** As many bars on both nodes, of which a round knows. */
beforeEach(async () => {
  const { ledger } = database;
  await ledger.run('truncate restriction, bar_node cascade');
  [a, b] = [memoryNode('proxies/a'), memoryNode('proxies/b')];
  const clock = {
    get now() {
      return Date.now();
    },
  };
  const identities = { linesOf: async () => [], forms: ['as-written' as const] };
  const target = createNodeTarget({
    ...{ name: 'proxies', nodes: [a, b], identities, ledger, now: Date.now },
  });
  parts = buildParts(ledger, { url: '' }, clock, { target });
  decisions = Array.from({ length: BARS }, () => buildDecision(Date.now()));
  const handle = createHandleJob(parts);
  for (const decision of decisions) await handle(decisionJob(decision, true));
  await rounds(a, b);
  expect(a.entries.size).toBe(BARS);
}, 60_000);

/** One round of each at the same time. @returns what failed */
async function rounds(...nodes: readonly MemoryNode[]): Promise<string[]> {
  const done = await Promise.allSettled(nodes.map((node) => reconcileNode(parts, node)));
  return done.flatMap((one) =>
    one.status === 'rejected' ? [(one.reason as TargetError).message] : [],
  );
}

async function problems(): Promise<string[]> {
  const rows = decisions.map(({ restrictionId }) =>
    readRestriction(database.ledger, restrictionId),
  );
  return (await Promise.all(rows)).flatMap(({ problem }) => problem ?? []);
}

describe('what a node forgot', () => {
  it('is back on two that forgot at the same time, and nobody is said to have lifted it', async () => {
    a.forget();
    b.forget();
    await rounds(a, b);
    await rounds(a, b);
    await rounds(a, b);
    expect([a.entries.size, b.entries.size]).toEqual([BARS, BARS]);
    expect(await problems()).toEqual([]);
  });

  it('is back in the next round where another worked on the subscriber in this one', async () => {
    const { service, subscriber } = decisions[3]!;
    const request = { service, subscriber, owner: 'x', now: Date.now(), forMs: 60_000 };
    const lease = await takeLease(database.ledger, request);
    a.forget();
    await rounds(a);
    expect(a.entries.size).toBe(BARS - 1);
    await rounds(a);
    expect(await problems()).toEqual([]);
    await dropLease(database.ledger, lease!, Date.now());
    await rounds(a);
    expect(a.entries.size).toBe(BARS);
  });

  it('is back but for one that fails, which is tried again', async () => {
    a.forget();
    a.onPut = ({ key }) => {
      if (key === decisions[5]!.subscriber) noAnswer();
    };
    expect(await rounds(a)).toEqual(['got no answer']);
    expect(a.entries.size).toBe(BARS - 1);
    a.onPut = () => undefined;
    expect(await rounds(a)).toEqual([]);
    expect(a.entries.size).toBe(BARS);
  });

  it('is not taken for lifted where the round that puts it back dies, also without a restart', async () => {
    for (const { list, key } of a.entries.values()) await a.remove(list, key);
    let puts = 0;
    a.onPut = () => {
      puts += 1;
      if (puts > 3) throw new Error('as if killed');
    };
    await rounds(a);
    expect(a.entries.size).toBeLessThan(BARS);
    a.onPut = () => undefined;
    await rounds(a);
    expect(a.entries.size).toBe(BARS);
    expect(await problems()).toEqual([]);
  });

  it('is not put back where it was released meanwhile', async () => {
    a.forget();
    const { restrictionId } = decisions[0]!;
    const read = a.read;
    a.read = async (list) => {
      // Between the look at the node and the lease.
      await database.ledger.run(
        "update restriction set state = 'released' where restriction_id = $1",
        [restrictionId],
      );
      return read(list);
    };
    await rounds(a);
    expect(JSON.stringify([...a.entries.values()])).not.toContain(restrictionId);
    expect(a.entries.size).toBe(BARS - 1);
  });

  it('is put back with few statements', async () => {
    a.forget();
    let statements = 0;
    const { ledger } = database;
    const run: typeof ledger.run = (sql, params) => {
      statements += 1;
      return ledger.run(sql, params);
    };
    await reconcileNode({ ...parts, ledger: { ...ledger, run } }, a);
    expect(a.entries.size).toBe(BARS);
    expect(statements).toBeLessThan(BARS);
  });
});
