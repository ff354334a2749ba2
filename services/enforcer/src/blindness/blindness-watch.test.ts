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
const MINUTE = 60_000;
/** The last hour that is over; half of the one after it is over too. */
const HOUR = Math.floor(Date.now() / HOUR_MS) - 1;
const NOW = (HOUR + 1.5) * HOUR_MS;
let engine: Engine;

beforeAll(async () => {
  engine = await openEmbeddedEngine({ path: folder });
  await migrate(engine);
  const store = await openStore(engine);
  let offset = 0;
  const append = (source: string, topic: string, ingestedAt: number, delayMs = 2 * MINUTE) => {
    offset += 1;
    const record = { source, topic, offset, callId: `c-${offset}` };
    store.appendCdr(buildCdrRow({ ...record, ingestedAt, at: ingestedAt - delayMs }));
  };
  for (const source of ['quiet', 'steady']) {
    for (let back = 3 * WEEK_HOURS; back >= 0; back--) {
      const last = (HOUR - back + 1) * HOUR_MS;
      for (let n = 0; n < 60; n++) append(source, 'cdr', last - (60 - n) * MINUTE);
      if (source === 'quiet') continue;
      for (let n = 0; n < 30; n++) append('behind', 'cdr-late', last - (60 - n) * MINUTE);
    }
  }
  for (let n = 0; n < 60; n++) {
    append('behind', 'cdr-late', NOW - 14 * MINUTE + n * 10_000, 61 * MINUTE);
  }
  for (let n = 0; n < 30; n++) append('steady', 'cdr', (HOUR + 1) * HOUR_MS + n * MINUTE);
  for (let n = 0; n < 30; n++) append('quiet', 'history', (HOUR + 1) * HOUR_MS + n * MINUTE);
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
  // Nobody has looked meanwhile: it may have come back, and others are no more silent than they were.
  now = NOW + 9 * MINUTE;
  expect(health.report().problems).toEqual({ blind: problem });
  now = NOW;
  const store = await openStore(engine);
  const back = { source: 'quiet', offset: 1_000_000, callId: 'back', ingestedAt: NOW };
  store.appendCdr(buildCdrRow(back));
  await store.flush();
  await store.close();
  await watch.look(engine);
  expect(health.report().healthy).toBe(true);
  now += 11 * MINUTE;
  expect(health.report().problems).toEqual({ blind: 'the store: not seen for 11 min' });
});

it('tells whose records are of the past, and later that nothing comes at all', async () => {
  const health = new HealthChecks('enforcer');
  const metrics = createMetrics('enforcer', { ofProcess: false });
  let now = NOW;
  const watch = new BlindnessWatch({ topic: 'cdr-late', health, metrics, now: () => now });
  expect(watch.hasLooked).toBe(false);
  await watch.look(engine);
  expect(watch.hasLooked).toBe(true);
  expect(watch.findings()).toEqual([
    {
      reason: 'late',
      source: 'behind',
      told: 'records are stored 61 min after they happened, where 2 are usual',
    },
  ]);
  // The longest pause of the week were 47 minutes.
  now = NOW + 60 * MINUTE;
  await watch.look(engine);
  expect(watch.findings().map(({ reason }) => reason)).toEqual(['silent']);
  now = NOW + 67 * MINUTE;
  await watch.look(engine);
  expect(watch.findings().map(({ reason }) => reason)).toEqual(['insert']);
  expect(await metrics.text()).toMatch(/sekisho_newest_insert_age_seconds\{.*\} 42\d\d/);
});
