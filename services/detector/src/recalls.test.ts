import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cdr } from '@sekisho/cdr';
import { buildCdr } from '@sekisho/cdr/testing';
import { type Engine, migrate, openEmbeddedEngine, openStore } from '@sekisho/clickhouse';
import { createDirectory } from '@sekisho/ledger';
import { loadNumbering, loadRuleSet } from '@sekisho/reference';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDetector, FIRST_OFFSET } from './detector.ts';
import { numberKey } from './number-key.ts';
import type { DecodedBatch } from './pipeline.ts';

const T0 = Date.UTC(2026, 7, 10);
const HOUR = 3_600_000;
/** More than memory remembers in full. */
const CALLS = 400;

let engine: Engine;
const folder = mkdtempSync(join(tmpdir(), 'sekisho-recalls-'));

beforeAll(async () => {
  engine = await openEmbeddedEngine({ path: folder });
  await migrate(engine);
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const batchOf = (cdrs: readonly Cdr[]): DecodedBatch => ({
  outcomes: cdrs.map((cdr) => ({ outcome: 'ok', cdr })),
});

const stop = (callId: string, overrides: Partial<Cdr> = {}): Cdr =>
  buildCdr({
    callId,
    at: T0,
    startedAt: T0 - HOUR,
    answeredAt: T0 - HOUR,
    endedAt: T0,
    ...overrides,
  });

const rating = (callId: string, at: number): Cdr =>
  stop(callId, {
    event: 'interim',
    at,
    called: undefined,
    startedAt: undefined,
    answeredAt: undefined,
    endedAt: undefined,
    durationMs: undefined,
    costMilliYen: 5000,
  });

it('asks the store once for all forgotten legs of a batch, and again for none it knows not', async () => {
  let queries = 0;
  const counted: Engine = {
    ...engine,
    query: (sql, params) => {
      queries++;
      return engine.query(sql, params);
    },
  };
  const store = await openStore(engine);
  const rejected: unknown[] = [];
  const detector = createDetector({
    numbering: loadNumbering(),
    ruleSet: loadRuleSet(),
    directory: createDirectory([]),
    numberKey: numberKey('ab'),
    engine: counted,
    store,
    topic: 't',
    firstOffset: FIRST_OFFSET,
    onReject: (reject) => rejected.push(reject),
    onAlert: () => undefined,
    now: Date.now,
  });
  const ids = Array.from({ length: CALLS }, (_, i) => `call-${i}`);
  await detector.run(batchOf(ids.map((id) => stop(id))));
  const ratings = ids.map((id) => rating(id, T0 + HOUR));
  await detector.run(
    batchOf([
      ...ratings,
      rating('unheard-of', T0 + HOUR),
      stop('in-between', { called: undefined, correlationId: undefined }),
      ...ids.map((id) => rating(id, T0 + 2 * HOUR)),
    ]),
  );
  await detector.finish();
  await store.close();
  expect(queries).toBeLessThanOrEqual(2);
  expect(detector.counters).toMatchObject({ accepted: 3 * CALLS, rejected: 2, duplicates: 0 });
  expect(rejected).toHaveLength(2);
  const rows = await engine.query(
    "select toFloat64(sum(cost_jpy)) as yen, toUInt32(countIf(iso2 = 'GB')) as calls from call",
  );
  expect(rows).toEqual([{ yen: 5 * CALLS, calls: CALLS }]);
});
