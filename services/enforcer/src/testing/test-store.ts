import { randomUUID } from 'node:crypto';
import {
  type AlertVersionRow,
  type Engine,
  migrate,
  openRemoteEngine,
  openStore,
} from '@sekisho/clickhouse';
import type { RestrictionDecision } from '@sekisho/restrictions';
import { afterAll, beforeAll } from 'vitest';

export interface TestStore {
  readonly url: string;
  readonly database: string;
  readonly engine: Engine;
}

/** A migrated database of its own for one test file. */
export function testStore(): TestStore {
  const url = process.env['CLICKHOUSE_URL'];
  if (url === undefined) throw new Error('CLICKHOUSE_URL is not set');
  const database = `enforcer_${randomUUID().replaceAll('-', '')}`;
  const made: { url: string; database: string; engine?: Engine } = { url, database };
  beforeAll(async () => {
    made.engine = await openRemoteEngine({ url, database });
    await migrate(made.engine);
  });
  afterAll(async () => {
    await made.engine?.command(`drop database ${database}`);
    await made.engine?.close();
  });
  return made as TestStore;
}

/** Stores a decision's step as a detector does. */
export async function storeDecision(
  engine: Engine,
  topic: string,
  decision: RestrictionDecision,
  ingestedAt: number,
): Promise<void> {
  const store = await openStore(engine);
  store.appendAlertVersion(versionOf(topic, decision, ingestedAt));
  await store.flush();
}

function versionOf(
  topic: string,
  decision: RestrictionDecision,
  ingestedAt: number,
): AlertVersionRow {
  const { severity, evidenceAt, step, score } = decision;
  const finding = { severity, observed: 12, threshold: 10, window: 3600, calls: [step] };
  return {
    alertId: decision.alertId,
    step,
    topic,
    partition: 0,
    offset: 100 + step,
    at: evidenceAt,
    subscriber: decision.subscriber,
    service: decision.service,
    openedAt: decision.at,
    lastAt: evidenceAt,
    firstAt: decision.at,
    since: decision.at,
    evidenceStartedAt: decision.evidenceStartedAt,
    closedAt: undefined,
    severity,
    score,
    rules: decision.rules.map((rule) => ({ rule, ...finding })),
    evidence: [],
    calls: 1,
    costJpyMilli: 40_000,
    countries: ['SH'],
    restrictionId: decision.restrictionId,
    restrictedAt: decision.at,
    restrictedUntil: decision.until,
    rulesVersion: decision.rulesVersion,
    ratesVersion: 'd1',
    listsVersion: 'l1',
    dialPlanVersion: 'jp1',
    weightsVersion: '',
    ingestedAt,
  };
}
