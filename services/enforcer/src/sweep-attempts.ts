import { randomUUID } from 'node:crypto';
import type { Engine } from '@sekisho/clickhouse';
import {
  dropLease,
  LedgerError,
  moveRestriction,
  type Restriction,
  recordDecision,
  standingBars,
  takeLease,
} from '@sekisho/ledger';
import { extendBar } from '@sekisho/restrictions';
import { type BarredAttempts, barredAttempts } from './barred-attempts.ts';
import type { Parts } from './parts.ts';
import { decisionOf, dueJob } from './sweep.ts';

/** Prolongs the bars of lines that go on trying, as far as the policy lets it; then asks a person. */
export async function sweepAttempts(parts: Parts, engine: Engine): Promise<void> {
  const { ledger, policy, now } = parts;
  const extensible = (await standingBars(ledger)).filter(
    ({ service }) => policy.of(service).extension !== undefined,
  );
  const bySpan = Map.groupBy(extensible, ({ service }) => policy.of(service).extension!.byMs);
  for (const [byMs, bars] of bySpan) {
    const subscribers = [...new Set(bars.map(({ subscriber }) => subscriber))];
    const tries = await barredAttempts(engine, subscribers, now() - byMs);
    const found = new Map(tries.map((one) => [keyOf(one), one]));
    for (const bar of bars) {
      const tried = found.get(keyOf(bar));
      if (tried !== undefined) await consider(parts, bar, tried);
    }
  }
}

function keyOf({ service, subscriber }: { service: string; subscriber: string }): string {
  return JSON.stringify([service, subscriber]);
}

async function consider(parts: Parts, bar: Restriction, tried: BarredAttempts): Promise<void> {
  const { attempts, last } = tried;
  const extended = extendBar({ ...bar, attempts, last }, parts.policy.of(bar.service).extension!);
  if (extended === undefined) return;
  try {
    if (extended.kind === 'cap') await propose(parts, bar);
    else await prolong(parts, bar, extended.until, tried);
  } catch (error) {
    // It moved meanwhile, or another has it: the next time tells.
    if (!(error instanceof LedgerError && error.code === 'conflict')) throw error;
  }
}

async function prolong(
  { ledger, queue, now }: Parts,
  bar: Restriction,
  until: number,
  { attempts, last }: BarredAttempts,
): Promise<void> {
  const detail = { attempts, last: new Date(last).toISOString() };
  const change = { event: 'prolong', by: 'auto', now: now(), until, detail } as const;
  await queue.enqueue(dueJob(await moveRestriction(ledger, bar, change)));
}

/** Once a bar: its name is the bar's own. */
async function propose(parts: Parts, bar: Restriction): Promise<void> {
  const { ledger, policy, now } = parts;
  const { service, subscriber } = bar;
  const request = { service, subscriber, owner: randomUUID(), now: now(), forMs: parts.leaseMs };
  const lease = await takeLease(ledger, request);
  if (lease === undefined) return;
  const restrictionId = `${bar.restrictionId}-cap`;
  const until = bar.until + policy.of(service).extension!.byMs;
  const decision = { ...decisionOf(bar), restrictionId, at: now(), until };
  const { terms } = policy.of(service);
  const context = { lease, now: now(), policyVersion: policy.version, terms };
  try {
    await recordDecision(ledger, decision, { state: 'proposed', reason: 'cap' }, context);
  } finally {
    await dropLease(ledger, lease, now());
  }
}
