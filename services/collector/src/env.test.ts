import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError } from '@sekisho/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCollectorEnvironment } from './env.ts';

let folder: string;
let good: Record<string, string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-env-'));
  writeFileSync(join(folder, 'tokens'), 'one-token-0123456789\n\n two-token-0123456789\r\n');
  writeFileSync(join(folder, 'blank'), 'one-token 0123456789\n');
  good = { KAFKA_BROKERS: 'a:1, b:2', COLLECTOR_TOKEN_FILE: join(folder, 'tokens') };
});
afterAll(() => rmSync(folder, { recursive: true }));

function problems(env: Record<string, string>): readonly string[] {
  try {
    readCollectorEnvironment(env);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
}

describe('readCollectorEnvironment', () => {
  it('has a default for what it can', () => {
    expect(readCollectorEnvironment(good)).toEqual({
      KAFKA_BROKERS: ['a:1', 'b:2'],
      KAFKA_TOPIC: 'cdr',
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: 8081,
      COLLECTOR_TOKEN_FILE: ['one-token-0123456789', 'two-token-0123456789'],
      MAX_BODY_BYTES: 8_388_608,
      MAX_PENDING_BYTES: 67_108_864,
      RADIUS_HOST: '127.0.0.1',
      RADIUS_PORT: 1813,
      RADIUS_SOURCE: 'radius',
      WATCH_SETTLED: 2000,
      DIAL_PLAN: 'jp',
    });
  });

  it('tells every problem at once', () => {
    const env = { WATCH: '/a?x=1', MAX_BODY_BYTES: '-1', HTTP_PORT: '99999', STATE_DIR: '/s' };
    expect(problems(env).map((problem) => problem.split(/[: ]/)[0])).toEqual([
      'KAFKA_BROKERS',
      'HTTP_PORT',
      'COLLECTOR_TOKEN_FILE',
      'MAX_BODY_BYTES',
      'WATCH',
    ]);
  });

  it('reads the clients of RADIUS, and tells no secret of theirs', () => {
    const file = join(folder, 'clients');
    writeFileSync(file, '# gateways\n192.0.2.0/24 s3cret-of-all\n192.0.2.7 s3cret-of-one\n');
    const secretOf = readCollectorEnvironment({
      ...good,
      RADIUS_SECRET_FILE: file,
    }).RADIUS_SECRET_FILE;
    expect(secretOf?.('192.0.2.8')?.toString()).toBe('s3cret-of-all');
    writeFileSync(file, '192.0.2.0/24 s3cret-of-all\n192.0.2.0/33 s3cret-of-one\n');
    const [problem] = problems({ ...good, RADIUS_SECRET_FILE: file });
    expect(problem).toMatch(/^RADIUS_SECRET_FILE: line 2: no address/);
    expect(problem).not.toContain('s3cret');
  });

  it.each([
    ['STATE_DIR', { WATCH: '/a' }],
    ['STATE_DIR', { STATE_DIR: '/a' }],
    ['MAX_PENDING_BYTES', { MAX_PENDING_BYTES: '1000' }],
    ['COLLECTOR_TOKEN_FILE', { COLLECTOR_TOKEN_FILE: '/nowhere' }],
    ['DATABASE_URL', { DATABASE_URL: 'ledger' }],
    ['DIRECTORY_FILE', { DIRECTORY_FILE: 'd.csv', DATABASE_URL: 'postgresql://a@b:1/c' }],
  ])('finds a wrong %s in %j', (name, env) => {
    expect(problems({ ...good, ...env })).toEqual([expect.stringMatching(`^${name}\\b`)]);
  });

  it('refuses tokens with blanks, and does not tell them', () => {
    const [problem] = problems({ ...good, COLLECTOR_TOKEN_FILE: join(folder, 'blank') });
    expect(problem).toMatch(/^COLLECTOR_TOKEN_FILE: write one token/);
    expect(problem).not.toContain('0123456789');
  });
});
