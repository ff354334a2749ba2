import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Engine,
  migrate,
  openEmbeddedEngine,
  openStore,
  type Store,
} from '@sekisho/clickhouse';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { createLog } from '@sekisho/runtime';
import { afterAll, beforeAll } from 'vitest';
import { type Console, type ConsoleParts, createConsole } from '../console.ts';
import type { ConsoleReader } from '../read/reader.ts';
import { createReader } from '../read/reader.ts';
import { ledgerOperations, type Switch } from './ledger-operations.ts';
import { type Seed, seedAlert } from './seed-alert.ts';

/** What a test may change of how the installation stands. */
export interface Circumstances {
  problems: Record<string, string>;
  mode: { enforced: string[]; target: string };
  switch: Switch;
  /** Put in the place of what the reader answers. */
  reader: Partial<ConsoleReader>;
}

/** A console over a real ledger and the embedded engine, for one test file. */
export function consoleFixture() {
  const database = embeddedDatabase();
  const given: Circumstances = plain();
  const made: { engine?: Engine; store?: Store; folder?: string } = {};
  beforeAll(async () => {
    made.folder = await mkdtemp(join(tmpdir(), 'sekisho-console-'));
    made.engine = await openEmbeddedEngine({ path: made.folder });
    await migrate(made.engine);
    made.store = await openStore(made.engine);
  });
  afterAll(async () => {
    await made.store?.close();
    await made.engine?.close();
    await rm(made.folder!, { recursive: true, force: true });
  });
  return {
    given,
    get ledger() {
      return database.ledger;
    },
    reset: () => Object.assign(given, plain()),
    seed: (seed: Seed) =>
      seedAlert({ ledger: database.ledger, store: made.store! }, seed, Date.now()),
    open: (more: Pick<ConsoleParts, 'access'> = {}): Console => {
      const { ledger } = database;
      const engine = () => Promise.resolve(made.engine!);
      const reader = createReader({
        engine,
        ledger,
        problems: () => given.problems,
        mode: () => given.mode,
        now: Date.now,
      });
      return createConsole({
        reader: { ...reader, ...given.reader },
        operations: ledgerOperations(ledger, given),
        log: createLog('console', 'silent'),
        now: Date.now,
        ...more,
      });
    },
  };
}

function plain(): Circumstances {
  return {
    problems: {},
    mode: { enforced: ['*'], target: 'webhook' },
    switch: { target: 'webhook', problem: null, held: [] },
    reader: {},
  };
}

/** A request as a browser on this machine sends it. */
export function ask(
  { app }: Console,
  path: string,
  {
    language = 'en',
    name = 'sato',
    form,
  }: { language?: string; name?: string; form?: Record<string, string> } = {},
): Promise<Response> {
  const cookie = name === '' ? '' : `sekisho-name=${name}`;
  const headers = { 'accept-language': language, cookie, 'sec-fetch-site': 'same-origin' };
  if (form === undefined) return Promise.resolve(app.request(path, { headers }));
  return Promise.resolve(
    app.request(path, { method: 'POST', headers, body: new URLSearchParams(form) }),
  );
}
