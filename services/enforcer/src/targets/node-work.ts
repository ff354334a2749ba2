import { type BarEntry, barEntriesOf, markBarEntries, rivalEntries } from '@sekisho/ledger';
import { applyEntries, type NodeWork } from './apply-entries.ts';
import type { NodeTargetOptions } from './node-target.ts';
import { releaseEntries } from './release-entries.ts';
import { TargetError } from './target.ts';

type WorkOptions = Pick<NodeTargetOptions, 'nodes' | 'ledger' | 'now'>;

/** What a restriction has on each node. @param of without what a person took away, or with it */
export async function workOf(
  { nodes, ledger, now }: WorkOptions,
  key: string,
  of: 'standing' | 'all',
): Promise<NodeWork[]> {
  const entries = await barEntriesOf(ledger, key);
  const rivals = await rivalEntries(ledger, key);
  return nodes.map((node) => ({
    node,
    entries: entries.filter(
      (entry) => entry.node === node.name && (of === 'all' || isStanding(entry, now())),
    ),
    rivals: rivals.filter(({ node: at }) => at === node.name),
    now: now(),
  }));
}

/** Puts what lacks on each node, and notes what each holds then. @throws TargetError of all that failed */
export async function applyOnAll(options: WorkOptions, key: string): Promise<void> {
  const work = await workOf(options, key, 'standing');
  const outcomes = await Promise.all(work.map(applyEntries));
  const marks = outcomes.flatMap((outcome) => outcome.marks);
  await markBarEntries(options.ledger, key, marks);
  tellFailures(
    work,
    outcomes.map(({ error }) => error),
  );
}

/** Takes it away from each node. @throws TargetError of all that failed */
export async function releaseOnAll(work: readonly NodeWork[]): Promise<void> {
  const released = work.map((one) => releaseEntries(one).then(() => undefined, targetError));
  tellFailures(work, await Promise.all(released));
}

/** A line that has left the contract keeps the end that it had, until it is opened. */
function isStanding({ liftedAt, until }: BarEntry, now: number): boolean {
  return liftedAt === null && until > now;
}

/** One node's failure does not keep the others from their work; all are told together. */
function tellFailures(
  work: readonly NodeWork[],
  failures: readonly (TargetError | undefined)[],
): void {
  const errors = failures.flatMap((error, i) =>
    error === undefined ? [] : [{ error, node: work[i]!.node.name }],
  );
  if (errors.length === 0) return;
  const isRefused = errors.every(({ error }) => error.code === 'refused');
  const message = errors.map(({ error, node }) => `${node} ${error.message}`).join('; ');
  const cause = errors[0]!.error;
  throw new TargetError(isRefused ? 'refused' : 'unreachable', message, { cause });
}

function targetError(error: unknown): TargetError {
  if (error instanceof TargetError) return error;
  throw error;
}
