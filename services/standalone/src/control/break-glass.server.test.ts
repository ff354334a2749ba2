import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findRestriction,
  moveRestriction,
  noteAttempt,
  recordDecision,
  takeLease,
} from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { buildDecision } from '@sekisho/restrictions/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProgram } from '../program.ts';

const { ledger, url: databaseUrl } = testDatabase();
const person = ['--by', 'sato', '--reason', 'all else is down'];
const folder = mkdtempSync(join(tmpdir(), 'sekisho-glass-'));
const secret = join(folder, 'secret');
const asked: string[] = [];
const barrings: { key: string; until: string }[] = [];

/** A switch that lists what it bars and lets go of what it is told. */
const target = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(request.method === 'GET' ? { barrings } : {}));
});

beforeAll(async () => {
  writeFileSync(secret, 'a secret of more than thirty-two characters');
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  target.closeAllConnections();
  await new Promise((resolve) => target.close(resolve));
  rmSync(folder, { recursive: true });
});

/** Nothing but the ledger and the switch: all other servers are named, and none answers. */
const env = () => ({
  DATABASE_URL: databaseUrl,
  CLICKHOUSE_URL: 'http://127.0.0.1:1',
  REDIS_URL: 'redis://127.0.0.1:1',
  KAFKA_BROKERS: '127.0.0.1:1',
  TARGET: 'webhook',
  WEBHOOK_URL: `http://127.0.0.1:${(target.address() as AddressInfo).port}`,
  WEBHOOK_SECRET_FILE: secret,
});

async function run(...args: string[]): Promise<Record<string, unknown>[]> {
  const write = process.stdout.write;
  let text = '';
  process.stdout.write = ((chunk: string) => {
    text += chunk;
    return true;
  }) as typeof write;
  try {
    const program = await createProgram(args, env());
    await program.parseAsync(args, { from: 'user' });
  } finally {
    process.stdout.write = write;
  }
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A bar that an enforcer made before all went down, its lease not given back. */
async function barred() {
  const now = Date.now();
  const decision = buildDecision(now);
  const { service, subscriber } = decision;
  const request = { service, subscriber, owner: 'dead', now, forMs: 2000 };
  const lease = (await takeLease(ledger, request))!;
  const first = { state: 'applying', reason: 'decided' } as const;
  const { restriction } = await recordDecision(ledger, decision, first, { lease, now });
  const noted = await noteAttempt(ledger, restriction, lease, now + 1000);
  const move = { event: 'applied', by: 'auto', now, lease } as const;
  return moveRestriction(ledger, noted, move);
}

it('stops and lets go with nothing but the ledger and the switch', async () => {
  const { restrictionId, until } = await barred();
  const second = await barred();
  barrings.push({ key: restrictionId, until: new Date(until).toISOString() });

  expect(await run('hold', ...person)).toMatchObject([{ service: '*', onHold: true }]);
  const bars = await run('bars', '--json');
  const actual = new Map(bars.map((bar) => [bar['restrictionId'], bar['actual']]));
  expect([actual.get(restrictionId), actual.get(second.restrictionId)]).toEqual([true, false]);

  const released = await run('release', restrictionId, ...person, '--directly');
  expect(released).toMatchObject([{ restrictionId, state: 'released' }]);
  expect(asked.some((request) => request.startsWith('DELETE '))).toBe(true);
  expect(await findRestriction(ledger, restrictionId)).toMatchObject({ state: 'released' });

  // Asked for while nobody was there to do it, and then done from here.
  expect(await run('release', second.restrictionId, ...person)).toMatchObject([
    { state: 'releasing' },
  ]);
  expect(await run('release', second.restrictionId, ...person, '--directly')).toMatchObject([
    { state: 'released' },
  ]);
  expect(await run('resume', ...person)).toMatchObject([{ onHold: false }]);
  expect(await run('audit', 'verify')).toMatchObject([{ whole: true }]);
});

it('says so where the switch cannot be asked', async () => {
  const { restrictionId } = await barred();
  target.removeAllListeners('request');
  target.on('request', (_, response) => response.writeHead(503).end());
  const bars = await run('bars', '--json');
  expect(bars.find((bar) => bar['restrictionId'] === restrictionId)).toMatchObject({
    actual: null,
  });
});
