import {
  type BarEntry,
  type BarPlace,
  barEntriesOf,
  dropBarEntries,
  dropBarPlaces,
  type Ledger,
  markBarEntries,
  noteBarEntries,
  rivalEntries,
} from '@sekisho/ledger';
import { applyEntries, findAll, holds, type NodeWork, nameOf } from './apply-entries.ts';
import { onNode, placesOf } from './entries.ts';
import type { IdentityOptions } from './identities.ts';
import { createLineFollower } from './line-follower.ts';
import { releaseEntries } from './release-entries.ts';
import type { SwitchNode } from './switch-node.ts';
import { type Barring, type Held, type Target, TargetError } from './target.ts';

export interface NodeTargetOptions {
  name: string;
  nodes: readonly SwitchNode[];
  identities: IdentityOptions;
  ledger: Ledger;
  /** Epoch ms. */
  now(): number;
}

/** A target of several nodes: a line is barred when each of them says so, for each of its lines. */
export function createNodeTarget(options: NodeTargetOptions): Target {
  const { name, nodes, ledger, now } = options;
  const endsCalls = nodes.some(({ endCalls }) => endCalls !== undefined);
  const isKept = (list: SwitchNode['lists'][number]) => nodes.every((n) => n.lists.includes(list));
  return {
    name,
    can: {
      expireByItself: true,
      readBack: true,
      list: true,
      teardown: endsCalls,
      destination: isKept('destination'),
      forwarding: true,
      allBut: isKept('allowed'),
    },
    nodes,
    lines: createLineFollower(options),
    async apply(request) {
      const places = await placesOf(request, options.identities);
      const placed = nodes.flatMap((node) => onNode(node, places));
      const { key, until, again = false } = request;
      // Noted first: after a crash it is known what may stand where.
      await noteBarEntries(ledger, key, placed, { until, again });
      if (request.exceptions !== undefined) await dropOthers(key, placed);
      await applyOnAll(options, key);
      return { until, priorState: null, reference: null };
    },
    readBack: ({ key }) => readBack(options, key),
    async release({ key }) {
      const work = await workOf(options, key, 'all');
      await onAll(
        work.map((one) => releaseEntries(one).then(() => undefined, targetError)),
        work,
      );
      await dropBarEntries(
        ledger,
        key,
        nodes.map((node) => node.name),
      );
    },
    list: () => listOf(nodes),
    ...(endsCalls ? { endCalls: (barring: Barring) => endCalls(options, barring) } : {}),
    close: () => {
      for (const node of nodes) node.close();
    },
  };

  async function applyOnAll(given: NodeTargetOptions, key: string): Promise<void> {
    const work = await workOf(given, key, 'standing');
    const outcomes = await Promise.all(work.map(applyEntries));
    await markBarEntries(
      ledger,
      key,
      outcomes.flatMap(({ marks }) => marks),
    );
    await onAll(
      outcomes.map(({ error }) => Promise.resolve(error)),
      work,
    );
  }

  /** Whoever was an exception before and is none any more. */
  async function dropOthers(key: string, placed: readonly BarPlace[]): Promise<void> {
    const kept = new Set(placed.map(placeName));
    const work = (await workOf(options, key, 'all')).map((one) => ({
      ...one,
      entries: one.entries.filter((entry) => !kept.has(placeName(entry))),
    }));
    await onAll(
      work.map((one) => releaseEntries(one).then(() => undefined, targetError)),
      work,
    );
    const others = work.flatMap(({ entries }) => entries);
    if (others.length > 0) await dropBarPlaces(ledger, key, others);
  }

  /** @param of without what a person took away, or with it */
  async function workOf(
    given: NodeTargetOptions,
    key: string,
    of: 'standing' | 'all',
  ): Promise<NodeWork[]> {
    const entries = await barEntriesOf(given.ledger, key);
    const rivals = await rivalEntries(given.ledger, key);
    return nodes.map((node) => ({
      node,
      entries: entries.filter(
        (entry) => entry.node === node.name && (of === 'all' || isStanding(entry, now())),
      ),
      rivals: rivals.filter(({ node: at }) => at === node.name),
      now: now(),
    }));
  }
}

/** One node's failure does not keep the others from their work; all are told together. */
async function onAll(
  outcomes: readonly Promise<TargetError | undefined>[],
  work: readonly NodeWork[],
): Promise<void> {
  const errors = (await Promise.all(outcomes)).flatMap((error, i) =>
    error === undefined ? [] : [{ error, node: work[i]!.node.name }],
  );
  if (errors.length === 0) return;
  const isRefused = errors.every(({ error }) => error.code === 'refused');
  const message = errors.map(({ error, node }) => `${node} ${error.message}`).join('; ');
  throw new TargetError(isRefused ? 'refused' : 'unreachable', message, {
    cause: errors[0]!.error,
  });
}

function placeName(place: BarPlace): string {
  return `${place.node} ${nameOf(place)}`;
}

function targetError(error: unknown): TargetError {
  if (error instanceof TargetError) return error;
  throw error;
}

/** A line that has left the contract keeps the end that it had, until it is opened. */
function isStanding({ liftedAt, until }: BarEntry, now: number): boolean {
  return liftedAt === null && until > now;
}

async function readBack(
  { nodes, ledger }: NodeTargetOptions,
  key: string,
): Promise<Held | undefined> {
  const entries = (await barEntriesOf(ledger, key)).filter(({ liftedAt }) => liftedAt === null);
  let until = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const own = entries.filter((entry) => entry.node === node.name);
    const found = await findAll(node, own);
    if (own.length === 0 || !own.every((entry) => holds(found.get(nameOf(entry)), entry))) {
      return undefined;
    }
    until = Math.min(until, ...own.map((entry) => entry.until));
  }
  return { until, priorState: null, reference: null };
}

async function listOf(nodes: readonly SwitchNode[]): Promise<{ key: string; until: number }[]> {
  const listed = new Map<string, number>();
  for (const node of nodes) {
    for (const list of node.lists) {
      for (const { owner } of await node.read(list)) {
        if (owner !== undefined) listed.set(owner.restrictionId, owner.until);
      }
    }
  }
  return [...listed].map(([key, until]) => ({ key, until }));
}

async function endCalls({ nodes, ledger }: NodeTargetOptions, { key }: Barring) {
  const entries = await barEntriesOf(ledger, key);
  const lines = entries.filter(({ list, liftedAt }) => list === 'line' && liftedAt === null);
  const identities = [...new Set(lines.map((line) => line.key))];
  if (identities.length === 0) return [];
  const ended = await Promise.all(nodes.map((node) => node.endCalls?.(identities) ?? []));
  return ended.flat();
}
