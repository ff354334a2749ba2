import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, migrate, openEmbeddedEngine, openStore } from '@sekisho/clickhouse';
import { buildCdrRow } from '@sekisho/clickhouse/testing';
import { createMetrics, HealthChecks } from '@sekisho/runtime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BlindnessWatch } from './blindness-watch.ts';
import { HOUR_MS, WEEK_HOURS } from './hour-count.ts';

const folder = mkdtempSync(join(tmpdir(), 'sekisho-blind-'));
/** The last hour that is over; half of the one after it is over too. */
const HOUR = Math.floor(Date.now() / HOUR_MS) - 1;
const NOW = (HOUR + 1.5) * HOUR_MS;
let engine: Engine;

beforeAll(async () => {
  engine = await openEmbeddedEngine({ path: folder });
  await migrate(engine);
  const store = await openStore(engine);
  let offset = 0;
  const append = (source: string, topic: string, ingestedAt: number) => {
    offset += 1;
    store.appendCdr(buildCdrRow({ source, topic, offset, callId: `c-${offset}`, ingestedAt }));
  };
  for (const source of ['quiet', 'steady']) {
    for (let back = 3 * WEEK_HOURS; back >= 0; back--) {
      const last = (HOUR - back + 1) * HOUR_MS;
      for (let n = 0; n < 60; n++) append(source, 'cdr', last - (60 - n) * 60_000);
    }
  }
  for (let n = 0; n < 30; n++) append('steady', 'cdr', (HOUR + 1) * HOUR_MS + n * 60_000);
  for (let n = 0; n < 30; n++) append('quiet', 'history', (HOUR + 1) * HOUR_MS + n * 60_000);
  await store.flush();
  await store.close();
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

it('knows from the store what is usual, and tells who has fallen silent', async () => {
  const health = new HealthChecks('enforcer');
  const metrics = createMetrics('enforcer', { ofProcess: false });
  let now = NOW;
  const watch = new BlindnessWatch({ topic: 'cdr', health, metrics, now: () => now });
  await watch.look(engine);
  const problem = 'source quiet: no record for 31 min, where 31 are usual';
  expect(health.report().problems).toEqual({ blind: problem });
  expect(await metrics.text()).toContain('sekisho_blind{reason="silent",source="quiet"');
  expect(await metrics.text()).not.toContain('steady');
  const store = await openStore(engine);
  const back = { source: 'quiet', offset: 1_000_000, callId: 'back', ingestedAt: NOW };
  store.appendCdr(buildCdrRow(back));
  await store.flush();
  await store.close();
  await watch.look(engine);
  expect(health.report().healthy).toBe(true);
  now += 11 * 60_000;
  expect(health.report().problems).toEqual({ blind: 'the store: not seen for 11 min' });
});
