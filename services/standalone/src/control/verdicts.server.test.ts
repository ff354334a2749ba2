import { randomUUID } from 'node:crypto';
import { type Engine, migrate, openRemoteEngine } from '@sekisho/clickhouse';
import { testDatabase } from '@sekisho/ledger/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withOperations } from './open-operations.ts';
import type { Operations } from './operations.ts';

const ledger = testDatabase();
const clickhouse = process.env['CLICKHOUSE_URL'] ?? '';
const database = `standalone_${randomUUID().replaceAll('-', '')}`;
let engine: Engine;

beforeAll(async () => {
  engine = await openRemoteEngine({ url: clickhouse, database });
  await migrate(engine);
  await engine.command(
    `insert into alert_version (alert_id, step, subscriber, since, last_at, calls, ingested_at)
      values ('a-1', 1, 'pbx-1', '2026-04-01 09:00:00.000', '2026-04-01 10:00:00.000', 7, now())`,
  );
});

afterAll(async () => {
  await engine.command(`drop database ${database}`);
  await engine.close();
});

const stores = { CLICKHOUSE_URL: clickhouse, CLICKHOUSE_DATABASE: database };

function ask<T>(
  work: (operations: Operations) => Promise<T>,
  env: Record<string, string> = stores,
) {
  return withOperations(undefined, { DATABASE_URL: ledger.url, ...env }, work);
}

const request = { verdict: 'not-ours', by: 'sato', reason: 'asked the customer' } as const;

describe('verdicts on servers', () => {
  it('are given to alerts that the store has, and become labels', async () => {
    const given = await ask((operations) => operations.verdict({ alertId: 'a-1', ...request }));
    expect(given).toMatchObject({ alertId: 'a-1', ...request });
    await expect(
      ask((operations) => operations.verdict({ alertId: 'a-2', ...request })),
    ).rejects.toMatchObject({ name: 'LedgerError', code: 'unknown-alert' });
    expect(await ask((operations) => operations.verdicts('newest'))).toEqual([given]);
    expect(await ask((operations) => operations.judgedAlerts())).toEqual({
      alerts: [
        {
          alertId: 'a-1',
          verdict: 'not-ours',
          subscriber: 'pbx-1',
          firstAt: Date.UTC(2026, 3, 1, 9),
          lastAt: Date.UTC(2026, 3, 1, 10),
          calls: 7,
        },
      ],
      lacking: 0,
    });
  });

  it('are taken as they come where nobody says which store, and counted as lacking later', async () => {
    await ask((operations) => operations.verdict({ alertId: 'a-3', ...request }), {});
    await expect(ask((operations) => operations.judgedAlerts(), {})).rejects.toThrow(
      /set CLICKHOUSE_URL too/,
    );
    expect(await ask((operations) => operations.judgedAlerts())).toMatchObject({
      alerts: [{ alertId: 'a-1' }],
      lacking: 1,
    });
  });
});
