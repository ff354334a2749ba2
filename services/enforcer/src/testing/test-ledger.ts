import { randomUUID } from 'node:crypto';
import { type Ledger, migrateLedger, openLedger } from '@sekisho/ledger';
import { afterAll, beforeAll } from 'vitest';

export interface TestLedger {
  readonly url: string;
  readonly ledger: Ledger;
}

/** A migrated database of its own for one test file. */
export function testLedger(): TestLedger {
  const server = process.env['DATABASE_URL'];
  if (server === undefined) throw new Error('DATABASE_URL is not set');
  const name = `enforcer_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const made: { url: string; ledger?: Ledger } = { url: url.href };
  const admin = openLedger(server);
  beforeAll(async () => {
    await admin.run(`create database ${name}`);
    await migrateLedger(url.href);
    made.ledger = openLedger(url.href);
  });
  afterAll(async () => {
    await made.ledger?.close();
    await admin.run(`drop database ${name} with (force)`);
    await admin.close();
  });
  return made as TestLedger;
}
