import { randomBytes } from 'node:crypto';
import type { Store } from '@sekisho/clickhouse';
import { buildAlertVersionRow, buildCdrRow, buildJournalRow } from '@sekisho/clickhouse/testing';
import {
  type CaseFacts,
  caseIdOf,
  type Ledger,
  moveRestriction,
  noteFacts,
  openCase,
  recordDecision,
  takeLease,
} from '@sekisho/ledger';
import { buildDecision } from '@sekisho/restrictions/testing';

export interface Seed {
  subscriber: string;
  /** Default hikari. */
  service?: string;
  /** Where the line stands; nothing for an alert that asks only. */
  state?: 'shadow' | 'proposed' | 'applied';
  severity?: 'warning' | 'critical';
  costYen?: number;
  countries?: string[];
  /** The number that its calls went to; it must never be shown. */
  calledNumber?: string;
}

const MINUTE_MS = 60_000;

/** An alert as detector and enforcer leave it in store and ledger. @returns its id */
export async function seedAlert(
  { ledger, store }: { ledger: Ledger; store: Store },
  seed: Seed,
  now: number,
): Promise<string> {
  const { subscriber, service = 'hikari', state } = seed;
  const alertId = `a-${randomBytes(12).toString('hex')}`;
  const facts = factsOf(seed, now);
  await ledger.transaction(async (run) => {
    const opening = { alertId, service, subscriber, openedAt: facts.firstAt };
    const caseId = await openCase(run, opening);
    await noteFacts(run, caseId, { step: 1, facts, customer: 'K-1' }, now);
  });
  if (state !== undefined) await decide(ledger, { alertId, service, subscriber, state }, now);
  await storeCalls(store, seed, alertId, facts);
  return alertId;
}

export function caseOf(alertId: string): string {
  return caseIdOf(alertId);
}

function factsOf(
  { severity = 'critical', costYen = 48_200, countries = ['LV', 'GM'] }: Seed,
  now: number,
): CaseFacts {
  return {
    firstAt: now - 10 * MINUTE_MS,
    lastAt: now - MINUTE_MS,
    closedAt: null,
    severity,
    score: 90,
    calls: 41,
    costMilliYen: costYen * 1000,
    countries,
    findings: [{ rule: 'calls-1h', observed: 41, threshold: 15, window: 3600 }],
    evidence: ['new-source'],
  };
}

async function decide(
  ledger: Ledger,
  {
    alertId,
    service,
    subscriber,
    state,
  }: { alertId: string; service: string; subscriber: string; state: NonNullable<Seed['state']> },
  now: number,
): Promise<void> {
  const decision = buildDecision(now - MINUTE_MS, {
    alertId,
    subscriber,
    service,
    until: now + 12 * 3_600_000,
  });
  const holder = { service, subscriber, owner: 'test', now, forMs: 1000 };
  const lease = (await takeLease(ledger, holder))!;
  const first =
    state === 'applied'
      ? ({ state: 'applying', reason: 'decided' } as const)
      : ({ state, reason: state === 'shadow' ? 'shadow' : 'stale' } as const);
  const { restriction } = await recordDecision(ledger, decision, first, {
    lease,
    now: now - MINUTE_MS,
  });
  if (state !== 'applied') return;
  const answer = { priorState: null, reference: null };
  await moveRestriction(ledger, restriction, { event: 'applied', by: 'auto', now, answer });
}

let offset = 0;

async function storeCalls(
  store: Store,
  seed: Seed,
  alertId: string,
  facts: CaseFacts,
): Promise<void> {
  const { subscriber, calledNumber = '37125123456' } = seed;
  offset += 1;
  const place = { subscriber, offset, callId: `call-${offset}`, startedAt: facts.firstAt };
  const called = { calledMasked: '+37125******', iso2: 'LV', prefix: '371' };
  store.appendCdr(
    buildCdrRow({
      ...place,
      ...called,
      calledNumber,
      event: 'start',
      kind: 'international',
      country: 'Latvia',
      ingestedAt: Date.now(),
    }),
  );
  store.appendJournal(buildJournalRow({ ...place, ...called, countryKey: 'LV' }));
  const rule = {
    rule: 'calls-1h',
    severity: 'critical' as const,
    observed: 41,
    threshold: 15,
    window: 3600,
    calls: [offset],
  };
  const evidence = [{ rule: 'evidence', name: 'new-source', observed: 1, usual: 0.25, points: 12 }];
  store.appendAlertVersion(
    buildAlertVersionRow({
      alertId,
      subscriber,
      offset,
      service: seed.service ?? 'hikari',
      rules: [rule],
      evidence,
      severity: facts.severity,
    }),
  );
  await store.flush();
}
