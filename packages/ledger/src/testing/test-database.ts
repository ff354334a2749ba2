import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { type Ledger, openLedger } from '../ledger.ts';
import { migrateLedger } from '../migrate.ts';

export interface TestDatabase {
  readonly url: string;
  readonly ledger: Ledger;
}

/** A database of its own for one test file, migrated unless told otherwise. */
export function testDatabase({ isMigrated = true } = {}): TestDatabase {
  const server = process.env['DATABASE_URL'];
  if (server === undefined) throw new Error('DATABASE_URL is not set');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const admin = openLedger(server);
  const ledger = openLedger(url.href);
  beforeAll(async () => {
    await admin.run(`create database ${name}`);
    if (isMigrated) await migrateLedger(url.href);
  });
  afterAll(async () => {
    await ledger.close();
    await admin.run(`drop database ${name} with (force)`);
    await admin.close();
  });
  return { url: url.href, ledger };
}
