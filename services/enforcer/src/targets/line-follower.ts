import {
  type BarEntry,
  barEntriesOf,
  dropLeft,
  liveBarEntries,
  markBarEntries,
  noteJoined,
  rivalEntries,
} from '@sekisho/ledger';
import { applyEntries } from './apply-entries.ts';
import { type BarredLines, isChange, lineChangeOf } from './line-change.ts';
import type { NodeTargetOptions } from './node-target.ts';
import { releaseEntries } from './release-entries.ts';
import type { SwitchNode } from './switch-node.ts';
import { TargetError } from './target.ts';

/** Keeps what stands on a switch for a contract to the lines that the contract has. */
export interface LineFollower {
  /** Those of the bars whose entries are not what their contracts' lines ask for. */
  behind(bars: readonly BarredLines[]): Promise<BarredLines[]>;
  /**
   * Bars the lines that came, until the bar's own end, and opens those that left. May be repeated.
   * @throws TargetError where a node did not do it; the others did
   */
  follow(bar: BarredLines): Promise<Followed>;
}

/** Entries that were put and taken away. */
interface Followed {
  joined: number;
  left: number;
}

export function createLineFollower(options: NodeTargetOptions): LineFollower {
  const { nodes, ledger, identities } = options;
  return {
    async behind(bars) {
      const live = await Promise.all(nodes.map(({ name }) => liveBarEntries(ledger, name)));
      const byBar = Map.groupBy(live.flat(), ({ restrictionId }) => restrictionId);
      const found = bars.map(async (bar) => {
        const change = await lineChangeOf(bar, byBar.get(bar.key) ?? [], identities);
        return isChange(change) ? [bar] : [];
      });
      return (await Promise.all(found)).flat();
    },
    follow: (bar) => follow(options, bar),
  };
}

async function follow(options: NodeTargetOptions, bar: BarredLines): Promise<Followed> {
  const { nodes, ledger, identities, now } = options;
  const names = new Set(nodes.map(({ name }) => name));
  const own = async () => (await barEntriesOf(ledger, bar.key)).filter((e) => names.has(e.node));
  const { joined } = await lineChangeOf(bar, await own(), identities);
  const restriction = { ...bar, restrictionId: bar.key };
  // Noted first: after a crash it is known what may stand where, and that nobody has read it back.
  if (joined.length > 0) await noteJoined(ledger, restriction, joined, now());
  const { lacking, left } = await lineChangeOf(bar, await own(), identities);
  const outcomes = await Promise.allSettled(
    nodes.flatMap((node) => [put(options, node, bar, lacking), takeAway(options, node, bar, left)]),
  );
  const failed = outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason as unknown] : []));
  const strange = failed.find((error) => !(error instanceof TargetError));
  if (strange !== undefined || failed.length > 0) throw strange ?? failed[0];
  return { joined: lacking.length, left: left.length };
}

async function put(
  { ledger, now }: NodeTargetOptions,
  node: SwitchNode,
  { key }: BarredLines,
  lacking: readonly BarEntry[],
): Promise<void> {
  const entries = lacking.filter((entry) => entry.node === node.name);
  if (entries.length === 0) return;
  const rivals = await rivalsOn(ledger, node, key);
  const { marks, error } = await applyEntries({ node, entries, rivals, now: now() });
  await markBarEntries(ledger, key, marks);
  if (error !== undefined) throw error;
}

/** Forgotten once it is gone: until then the next round takes it away. */
async function takeAway(
  { ledger, now }: NodeTargetOptions,
  node: SwitchNode,
  bar: BarredLines,
  left: readonly BarEntry[],
): Promise<void> {
  const entries = left.filter((entry) => entry.node === node.name);
  if (entries.length === 0) return;
  const rivals = await rivalsOn(ledger, node, bar.key);
  await releaseEntries({ node, entries, rivals, now: now() });
  await dropLeft(ledger, { ...bar, restrictionId: bar.key }, entries, now());
}

async function rivalsOn(
  ledger: NodeTargetOptions['ledger'],
  node: SwitchNode,
  key: string,
): Promise<BarEntry[]> {
  return (await rivalEntries(ledger, key)).filter(({ node: at }) => at === node.name);
}
