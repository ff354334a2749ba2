import { randomUUID } from 'node:crypto';
import {
  barNodeStart,
  dropLease,
  findRestriction,
  isDestinationApplied,
  type LiveBarEntry,
  liveBarEntries,
  noteBarNode,
  noteLifted,
  remindLifted,
  takeLease,
} from '@sekisho/ledger';
import { isToEndCalls } from '../extras.ts';
import type { Parts } from '../parts.ts';
import { findEntries, nameOf } from '../targets/find-entries.ts';
import type { FoundEntry, SwitchNode } from '../targets/switch-node.ts';
import { type Comparison, compare } from './compare.ts';
import { putBack } from './put-back.ts';

type ReconcileParts = Pick<Parts, 'ledger' | 'policy' | 'log' | 'now' | 'leaseMs'>;

/** Instead of since when it runs. */
const FORGOTTEN = 'and has forgotten';

/** A call that was being set up when its line was barred is up soon after. */
const LATE_CALLS_MS = 60_000;

/**
 * Compares what a node has with the ledger, and puts back what the node forgot.
 * @throws TargetError when it does not answer
 */
export async function reconcileNode(parts: ReconcileParts, node: SwitchNode): Promise<Comparison> {
  const { ledger, now } = parts;
  const started = await node.started();
  const hasRestarted = await isNews(parts, node, started);
  // The node first: an entry is noted before it is put, so that none of ours looks foreign.
  const found = await readAll(node);
  const live = await liveBarEntries(ledger, node.name);
  const comparison = compare({ live, found, hasRestarted, now: now() });
  // It may not come to the end of it: what is missing then is not taken for lifted by a person.
  if (comparison.isForgotten) await noteBarNode(ledger, node.name, FORGOTTEN, now());
  const left = await putBack(parts, node, comparison.lost);
  for (const entry of comparison.lifted) {
    await underLease(parts, entry, () => tellLifted(parts, node, entry));
  }
  await remindLifted(ledger, node.name);
  await endLateCalls(parts, node, live);
  // Until all is back, every round looks as the first one after the restart.
  if (left === 0) await noteBarNode(ledger, node.name, started, now());
  return comparison;
}

async function isNews({ ledger, log }: ReconcileParts, node: SwitchNode, started: string) {
  const before = await barNodeStart(ledger, node.name);
  if (before === undefined || before === started) return false;
  log.warn({ node: node.name, started }, 'has started anew: what it forgot is applied again');
  return true;
}

async function readAll(node: SwitchNode): Promise<FoundEntry[]> {
  const found: FoundEntry[] = [];
  for (const list of node.lists) found.push(...(await node.read(list)));
  return found;
}

/** Does it unless another works on the subscriber, or the restriction has moved: then the next round. */
async function underLease(
  { ledger, now, leaseMs }: ReconcileParts,
  entry: LiveBarEntry,
  work: () => Promise<void>,
): Promise<void> {
  const { service, subscriber } = entry;
  const request = { service, subscriber, owner: randomUUID(), now: now(), forMs: leaseMs };
  const lease = await takeLease(ledger, request);
  if (lease === undefined) return;
  try {
    if (await isStillApplied(ledger, entry)) await work();
  } finally {
    await dropLease(ledger, lease, now());
  }
}

async function isStillApplied(
  ledger: ReconcileParts['ledger'],
  { restrictionId, isDestination }: LiveBarEntry,
): Promise<boolean> {
  if (isDestination) return isDestinationApplied(ledger, restrictionId);
  return (await findRestriction(ledger, restrictionId))?.state === 'applied';
}

async function tellLifted(
  { ledger, log, now }: ReconcileParts,
  node: SwitchNode,
  entry: LiveBarEntry,
): Promise<void> {
  // It may have been a release that has ended meanwhile, or another of our own doing.
  const found = await findEntries(node, [entry]);
  if (found.has(nameOf(entry))) return;
  const { restrictionId, subscriber } = entry;
  if (!(await noteLifted(ledger, entry, now()))) return;
  log.warn({ node: node.name, restrictionId, subscriber }, 'lifted by hand: is not barred again');
}

async function endLateCalls(
  { policy, log, now }: ReconcileParts,
  node: SwitchNode,
  live: readonly LiveBarEntry[],
): Promise<void> {
  const since = now() - LATE_CALLS_MS;
  const isLate = ({ list, state, readAt }: LiveBarEntry) =>
    list === 'line' && state === 'applied' && readAt !== null && readAt > since;
  const late = live.filter((entry) => isLate(entry) && isToEndCalls({ policy }, entry));
  const identities = [...new Set(late.map(({ key }) => key))];
  if (identities.length === 0 || node.endCalls === undefined) return;
  const ended = await node.endCalls(identities);
  if (ended.length > 0) log.info({ node: node.name, ended }, 'ended calls that had just begun');
}
