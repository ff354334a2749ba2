import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnforcerEnvironment } from './env.ts';

const servers = {
  REDIS_URL: 'redis://127.0.0.1:6379',
  DATABASE_URL: 'postgres://u@127.0.0.1:5432/sekisho',
  CLICKHOUSE_URL: 'http://127.0.0.1:8123/',
};
const folder = mkdtempSync(join(tmpdir(), 'sekisho-enforcer-'));
const [secret, short] = [join(folder, 'secret'), join(folder, 'short')];

beforeAll(() => {
  writeFileSync(secret, `${'s'.repeat(32)}\n`);
  writeFileSync(short, 'short');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the environment', () => {
  it('touches nothing unless told otherwise', () => {
    expect(readEnforcerEnvironment(servers)).toEqual({
      redisUrl: servers.REDIS_URL,
      databaseUrl: servers.DATABASE_URL,
      clickhouse: { url: 'http://127.0.0.1:8123', database: 'sekisho' },
      topic: 'cdr',
      http: { host: '127.0.0.1', port: 8083 },
      policy: { file: undefined, enforced: [], staleAfterMs: 900_000 },
      webhook: undefined,
      queuePrefix: 'sekisho',
      sweepEveryMs: 30_000,
    });
  });

  it('reads a webhook and the services that are enforced', () => {
    const env = {
      ...servers,
      ENFORCE_SERVICES: 'ip-phone, pbx',
      STALE_AFTER: '5m',
      TARGET: 'webhook',
      WEBHOOK_URL: 'https://switch.example/sekisho/',
      WEBHOOK_SECRET_FILE: secret,
    };
    expect(readEnforcerEnvironment(env)).toMatchObject({
      policy: { file: undefined, enforced: ['ip-phone', 'pbx'], staleAfterMs: 300_000 },
      webhook: { url: 'https://switch.example/sekisho', secret: 's'.repeat(32) },
    });
  });

  it.each([
    [{}, /REDIS_URL is not set.*DATABASE_URL is not set.*CLICKHOUSE_URL is not set/],
    [{ ...servers, TARGET: 'webhook' }, /WEBHOOK_URL is not set.*WEBHOOK_SECRET_FILE is not set/],
    [{ ...servers, TARGET: 'sip', SWEEP_EVERY: '1' }, /TARGET: write.*SWEEP_EVERY: write/],
    [
      { ...servers, POLICY_FILE: 'p.yaml', STALE_AFTER: '5m' },
      /STALE_AFTER is set beside POLICY_FILE/,
    ],
    [{ ...servers, WEBHOOK_SECRET_FILE: short }, /fewer than 32 characters/],
    [{ ...servers, WEBHOOK_URL: 'ftp://x' }, /WEBHOOK_URL: write http/],
    [{ ...servers, WEBHOOK_URL: 'http://u:p@x' }, /WEBHOOK_URL: write it without/],
    [{ ...servers, QUEUE_PREFIX: 'a:b' }, /QUEUE_PREFIX: write/],
  ])('refuses %j', (env, problems) => {
    expect(() => readEnforcerEnvironment(env)).toThrow(problems);
  });
});
