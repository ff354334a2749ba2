import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Engine,
  migrate,
  openEmbeddedEngine,
  openStore,
  type Store,
} from '@sekisho/clickhouse';
import { afterAll, beforeAll } from 'vitest';

/** A store for the tests of one file, open while they run. */
export interface ScratchStore {
  /** Where files of the tests may be put beside it; gone when they end. */
  readonly folder: string;
  readonly engine: Engine;
  readonly store: Store;
}

/** Makes one in a folder of its own. */
export function scratchStore(): ScratchStore {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-detector-'));
  let engine: Engine;
  let store: Store;

  beforeAll(async () => {
    engine = await openEmbeddedEngine({ path: join(folder, 'store') });
    await migrate(engine);
    store = await openStore(engine);
  });

  afterAll(async () => {
    await store.close();
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    folder,
    get engine() {
      return engine;
    },
    get store() {
      return store;
    },
  };
}
