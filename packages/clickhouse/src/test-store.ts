import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { openEmbeddedEngine } from './open-engine.ts';

/** A folder for one test file, removed after it. */
export function temporaryFolder(): { readonly path: string } {
  const folder = { path: '' };
  beforeAll(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'sekisho-clickhouse-'));
  });
  afterAll(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}

/** A migrated database for one test file: the engine binds one folder per process. */
export function migratedEngine(): { readonly engine: Engine } {
  const folder = temporaryFolder();
  const store: { engine?: Engine } = {};
  beforeAll(async () => {
    store.engine = await openEmbeddedEngine({ path: folder.path });
    await migrate(store.engine);
    await withoutSync(store.engine);
  });
  afterAll(() => store.engine?.close());
  return store as { engine: Engine };
}

/** Tests see no power cut, and waiting for the disk was half of their time. */
async function withoutSync(engine: Engine): Promise<void> {
  for (const table of [
    'cdr',
    'journal',
    'alert_version',
    'candidate_version',
    'profile_day',
    'verdict_event',
    'destination_case_version',
  ]) {
    const settings = 'fsync_after_insert = 0, fsync_part_directory = 0';
    await engine.command(`alter table ${table} modify setting ${settings}`);
  }
}

/** The milliseconds of a time as JSONEachRow gives it. */
export function millis(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}
