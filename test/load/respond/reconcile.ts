import { plainPolicy } from '@sekisho/restrictions';
import { createLog } from '@sekisho/runtime';
import type { Comparison } from '../../../services/enforcer/src/reconcile/compare.ts';
import { reconcileNode } from '../../../services/enforcer/src/reconcile/reconcile-node.ts';
import { applyEntries } from '../../../services/enforcer/src/targets/apply-entries.ts';
import { createKamailioNode } from '../../../services/enforcer/src/targets/kamailio/kamailio-node.ts';
import type { SwitchNode } from '../../../services/enforcer/src/targets/switch-node.ts';
import type { BenchServers } from '../stream/bench-servers.ts';
import { perSecond, seconds } from '../stream/figures.ts';
import { roundTrips, timeOf } from './round-trips.ts';
import { lineOf, seedBars } from './seeded-bars.ts';
import { NODE, openStand, type Stand } from './stand.ts';
import { printFigure, spread } from './table.ts';

const ROUNDS = 5;
const DRIFTED = 100;
const LEASE_MS = 30_000;

/** One round of the reconciler over so many bars that stand on one Kamailio. */
export async function reconcile(servers: BenchServers, bars: number): Promise<void> {
  await using stand = await openStand(servers.databaseUrl);
  const node = createKamailioNode({
    ...{ name: NODE, url: stand.lab.switch.rpcUrl, timeoutMs: 2000, longestS: 2_678_400 },
    ...{ teardown: true, now: Date.now },
  });
  const { until } = await seedBars(stand.ledger, node, bars);
  const reference = await roundTrips(stand);
  const print = (what: string, figure: string) =>
    printFigure(`${what}, ${bars.toLocaleString('en')} bars`, figure, reference);

  await round(stand, node, {});
  print('a round, nothing to do', spread(await several(() => round(stand, node, {}))));
  print('the table read once', spread(await several(() => node.read('line'))));
  let one = bars;
  const bar = async () => {
    const key = lineOf(one);
    one += 1;
    const entry = { restrictionId: 'r-one', node: NODE, list: 'line', key, until } as const;
    const rest = { readAt: null, liftedAt: null, problem: null, prior: null };
    await applyEntries({ node, entries: [{ ...entry, ...rest }], rivals: [], now: Date.now() });
    await node.remove('line', key);
  };
  print('one more line barred, read back, opened', spread(await several(bar)));

  await drift(stand, node, bars);
  const byHand = await timeOf(() => round(stand, node, { lifted: DRIFTED, foreign: DRIFTED }));
  print(`a round, ${DRIFTED} missing, ${DRIFTED} foreign`, `${seconds(byHand)} (all told)`);
  await asAfterRestart(stand);
  const lost = await timeOf(() => round(stand, node, { lost: DRIFTED, foreign: DRIFTED }));
  print(`a round, ${DRIFTED} lost by a restart, ${DRIFTED} foreign`, `${seconds(lost)} (all back)`);
  await round(stand, node, { foreign: DRIFTED });

  await stand.lab.switch.restart();
  const all = await timeOf(() => round(stand, node, { lost: bars }));
  const rate = perSecond(bars, all);
  print('all lost by a restart, until all are read back', `${seconds(all)}, ${rate}`);
  await round(stand, node, {});
  node.close();
}

/** @throws where it finds other than is there */
async function round(
  { ledger }: Stand,
  node: SwitchNode,
  expected: Partial<Record<keyof Comparison, number>>,
): Promise<void> {
  const parts = {
    ...{ ledger, policy: plainPolicy(['*'], 900_000), log: createLog('bench', 'silent') },
    ...{ now: Date.now, leaseMs: LEASE_MS },
  };
  const found = await reconcileNode(parts, node);
  for (const kind of ['lost', 'lifted', 'differing', 'foreign'] as const) {
    if (found[kind].length === (expected[kind] ?? 0)) continue;
    throw new Error(`${kind}: ${found[kind].length}, not ${expected[kind] ?? 0}`);
  }
}

async function several(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n++) times.push(await timeOf(work));
  return times;
}

/** Some of ours are taken away, and as many others put there. */
async function drift({ lab }: Stand, node: SwitchNode, bars: number): Promise<void> {
  const every = Math.floor(bars / DRIFTED);
  for (let n = 0; n < DRIFTED; n++) {
    await node.remove('line', lineOf(n * every));
    await lab.switch.rpc('htable.setxs', ['bar', `foreign-${n}`, 'by hand', 3600]);
  }
}

/** What was taken for a person's doing is now what the Kamailio forgot. */
async function asAfterRestart({ ledger }: Stand): Promise<void> {
  await ledger.run(
    "update bar_entry set lifted_at = null, read_at = now() - interval '10 minutes' where lifted_at is not null",
  );
  await ledger.run('update restriction set problem = null where problem is not null');
  await ledger.run("update bar_node set started = 'before'");
}
