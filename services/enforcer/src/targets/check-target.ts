import { setTimeout as pause } from 'node:timers/promises';
import { entryValue } from './entry-value.ts';
import type { SwitchNode } from './switch-node.ts';
import { type Barring, type Target, TargetError } from './target.ts';

/** What one step of a check came to. */
export interface CheckStep {
  /** The target, or `target/node`. */
  where: string;
  step: 'apply' | 'read' | 'expire' | 'release' | 'gone';
  isDone: boolean;
  /** What was seen. */
  seen: string;
}

export interface CheckOptions {
  /** A line that nobody uses. */
  identity: string;
  /** Epoch ms. */
  now(): number;
}

const EXPIRES_MS = 3000;
/** A switch may look at its entries once a second, and tell whole ones. */
const GONE_WITHIN_MS = 10_000;
const LONG_MS = 120_000;

/** Bars a test line, reads it back, lets it run out, bars again and releases, on every node. */
export async function* checkTarget(
  target: Target,
  options: CheckOptions,
): AsyncGenerator<CheckStep> {
  if (target.nodes === undefined) yield* checkWhole(target, options);
  else for (const node of target.nodes) yield* checkNode(node, options);
}

async function* checkNode(node: SwitchNode, { identity, now }: CheckOptions) {
  const at = (until: number) => {
    const value = entryValue('r-check', until);
    return { list: 'line' as const, key: identity, value, until };
  };
  const seen = async () => {
    const [found] = await node.find([{ list: 'line', key: identity }]);
    return found?.value;
  };
  const where = node.name;
  const before = await attempt(where, 'read', async () => (await seen()) ?? 'nothing');
  if (!before.isDone || before.seen !== 'nothing') {
    const why = `${identity} is there already (${before.seen}); name another with --identity`;
    yield before.isDone ? { ...before, isDone: false, seen: why } : before;
    return;
  }
  const short = at(now() + EXPIRES_MS);
  yield* inTurn(where, [
    ['apply', () => node.put(short).then(() => `said Ok for ${EXPIRES_MS / 1000} s`)],
    ['read', async () => same(await seen(), short.value)],
    ['expire', () => untilGone(seen, now)],
  ]);
  const long = at(now() + LONG_MS);
  yield* inTurn(where, [
    ['apply', () => node.put(long).then(() => `said Ok for ${LONG_MS / 1000} s`)],
    ['read', async () => same(await seen(), long.value)],
    ['release', () => node.remove('line', identity).then(() => 'said Ok')],
    ['gone', async () => same((await seen()) ?? 'nothing', 'nothing')],
  ]);
}

async function* checkWhole(target: Target, { identity, now }: CheckOptions) {
  const key = `r-check-${now()}`;
  const barring: Barring = {
    ...{ key, service: 'check', subscriber: identity, scope: 'international' },
    ...{ until: now() + LONG_MS, identities: [identity] },
  };
  const request = { ...barring, idempotencyKey: key, fence: 1 };
  const priorState: { found: unknown } = { found: null };
  const read = async () => {
    if (!target.can.readBack) return 'it cannot be read back';
    const held = await target.readBack(barring);
    return held === undefined ? 'nothing' : `held until ${new Date(held.until).toISOString()}`;
  };
  yield* inTurn(target.name, [
    [
      'apply',
      async () => {
        const held = await target.apply(request);
        priorState.found = held.priorState;
        return `found ${JSON.stringify(held.priorState)}`;
      },
    ],
    ['read', async () => differs(await read(), 'nothing')],
    [
      'release',
      () => target.release({ ...request, priorState: priorState.found }).then(() => 'said Ok'),
    ],
    ['gone', async () => (target.can.readBack ? same(await read(), 'nothing') : read())],
  ]);
}

type Step = readonly [CheckStep['step'], () => Promise<string>];

/** Until one fails. */
async function* inTurn(where: string, steps: readonly Step[]): AsyncGenerator<CheckStep> {
  for (const [step, work] of steps) {
    const done = await attempt(where, step, work);
    yield done;
    if (!done.isDone) return;
  }
}

async function attempt(
  where: string,
  step: CheckStep['step'],
  work: () => Promise<string>,
): Promise<CheckStep> {
  try {
    return { where, step, isDone: true, seen: await work() };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { where, step, isDone: false, seen: error.message };
  }
}

function same(seen: string | undefined, expected: string): string {
  if (seen === expected) return seen;
  throw new TargetError('unreachable', `there is ${seen ?? 'nothing'}, not ${expected}`);
}

function differs(seen: string, from: string): string {
  if (seen !== from) return seen;
  throw new TargetError('unreachable', `there is ${seen}`);
}

async function untilGone(seen: () => Promise<string | undefined>, now: () => number) {
  const since = now();
  while ((await seen()) !== undefined) {
    if (now() - since > GONE_WITHIN_MS) {
      throw new TargetError('unreachable', 'is there still: it does not expire by itself');
    }
    await pause(200);
  }
  return `gone after ${((now() - since) / 1000).toFixed(1)} s`;
}
