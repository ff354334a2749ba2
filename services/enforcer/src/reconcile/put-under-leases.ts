import { randomUUID } from 'node:crypto';
import {
  type BarEntry,
  dropLeases,
  entriesToStand,
  type Lease,
  type LiveBarEntry,
  markEntries,
  rivalsOfAll,
  takeLeases,
} from '@sekisho/ledger';
import { inParallel } from '../in-parallel.ts';
import type { Parts } from '../parts.ts';
import { applyEntries } from '../targets/apply-entries.ts';
import type { SwitchNode } from '../targets/switch-node.ts';
import type { TargetError } from '../targets/target.ts';

export type PutBackParts = Pick<Parts, 'ledger' | 'log' | 'now' | 'leaseMs'>;

/** As many as a proxy has workers for, and some on their way. */
const AT_ONCE = 8;
/** Of a lease; what is begun later might end after it. */
const BEGIN_WITHIN = 0.5;

/** What became of one restriction. */
interface Outcome {
  marks: Parameters<typeof markEntries>[1];
  error: TargetError | undefined;
}

/** What became of several. */
interface PutBack {
  /** Another works on their subscribers, or the time of the leases was over. */
  untouched: LiveBarEntry[];
  errors: TargetError[];
  /** Nothing could be put where all failed. */
  isAnswering: boolean;
}

/** Puts back what a node forgot of some restrictions: few statements for all of them together. */
export async function putUnderLeases(
  parts: PutBackParts,
  node: SwitchNode,
  restrictions: readonly LiveBarEntry[],
): Promise<PutBack> {
  const { ledger, now, leaseMs } = parts;
  const startedAt = now();
  const request = { owner: randomUUID(), now: startedAt, forMs: leaseMs };
  const leases = await takeLeases(ledger, restrictions, request);
  try {
    const isOurs = leasedBy(leases);
    const begun = restrictions.filter(isOurs);
    const outcomes = await putEach(parts, node, begun, startedAt + leaseMs * BEGIN_WITHIN);
    const errors = [...outcomes.values()].flatMap(({ error }) => error ?? []);
    const untouched = restrictions.filter(
      (one) => !isOurs(one) || !outcomes.has(one.restrictionId),
    );
    return { untouched, errors, isAnswering: errors.length === 0 || errors.length < outcomes.size };
  } finally {
    if (leases.length > 0) await dropLeases(ledger, leases, now());
  }
}

function leasedBy(leases: readonly Lease[]) {
  const names = new Set(leases.map(({ service, subscriber }) => `${service}\n${subscriber}`));
  return ({ service, subscriber }: LiveBarEntry) => names.has(`${service}\n${subscriber}`);
}

async function putEach(
  { ledger, log, now }: PutBackParts,
  node: SwitchNode,
  restrictions: readonly LiveBarEntry[],
  until: number,
): Promise<Map<string, Outcome>> {
  const ids = restrictions.map(({ restrictionId }) => restrictionId);
  // As they stand under the lease: one that was released meanwhile has none.
  const entries = Map.groupBy(
    await entriesToStand(ledger, node.name, ids),
    ({ restrictionId }) => restrictionId,
  );
  const rivals = await rivalsOfAll(ledger, node.name, ids);
  const outcomes = new Map<string, Outcome>();
  await inParallel(restrictions, AT_ONCE, async ({ restrictionId }) => {
    if (now() > until) return;
    const own = entries.get(restrictionId) ?? [];
    outcomes.set(restrictionId, await putOne(node, own, rivals, now()));
  });
  const marks = [...outcomes.values()].flatMap((outcome) => outcome.marks);
  if (marks.length > 0) await markEntries(ledger, marks);
  const held = [...outcomes].filter(([, one]) => one.error === undefined && one.marks.length > 0);
  if (held.length > 0) {
    const restrictionIds = held.map(([restrictionId]) => restrictionId);
    log.warn({ node: node.name, restrictionIds, entries: marks.length }, 'barred again');
  }
  return outcomes;
}

async function putOne(
  node: SwitchNode,
  entries: readonly BarEntry[],
  all: readonly BarEntry[],
  now: number,
): Promise<Outcome> {
  const rivals = all.filter((other) => other.restrictionId !== entries[0]?.restrictionId);
  const { marks, error } = await applyEntries({ node, entries, rivals, now });
  return {
    // What fails stays known as read back before, or the next round would not look for it.
    marks: marks.map((mark, i) => {
      const { restrictionId, readAt } = entries[i]!;
      return { ...mark, restrictionId, readAt: mark.readAt ?? readAt };
    }),
    error,
  };
}
