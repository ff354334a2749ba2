import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, migrate, openEmbeddedEngine } from '@sekisho/clickhouse';
import { afterAll, beforeAll } from 'vitest';
import { insertScenario, keepForGood } from './test-scenario.ts';

/** The scenario in an engine of its own, for one test file; `cdrAsMade` is how its table was made. */
export function scenarioEngine(): { readonly engine: Engine; readonly cdrAsMade: string } {
  const store: { engine?: Engine; cdrAsMade?: string; path?: string } = {};
  beforeAll(async () => {
    store.path = await mkdtemp(join(tmpdir(), 'sekisho-dashboards-'));
    store.engine = await openEmbeddedEngine({ path: store.path });
    await migrate(store.engine);
    const made = await store.engine.query<{ statement: string }>('show create table cdr');
    store.cdrAsMade = made[0]?.statement ?? '';
    await keepForGood(store.engine);
    await insertScenario(store.engine);
  });
  afterAll(async () => {
    await store.engine?.close();
    if (store.path !== undefined) await rm(store.path, { recursive: true, force: true });
  });
  return store as { engine: Engine; cdrAsMade: string };
}
