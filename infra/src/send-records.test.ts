import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-infra-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Sends 2,500 lines to a collector that answers with these, one after the other. */
async function send(answers: readonly number[]) {
  const taken: string[] = [];
  const left = [...answers];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const status = left.shift() ?? 202;
    if (status === 202) taken.push(...body.split('\n'));
    expect(request.headers.authorization).toBe('Bearer secret');
    response.writeHead(status, { 'retry-after': '0' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const lines = Array.from({ length: 2500 }, (_, n) => `{"callId":"${n}"}`);
  writeFileSync(join(folder, 'cdrs.ndjson'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'token'), 'secret\n');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/cdrs`;
  const script = join(import.meta.dirname, 'send-records.ts');
  const args = [script, join(folder, 'cdrs.ndjson'), url, join(folder, 'token')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const [told, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  server.close();
  return { code, told, isWhole: taken.join() === lines.join() };
}

it('sends every record once and in order, also to one that is busy for a while', async () => {
  const told = '2500 records sent\n';
  expect(await send([202, 429, 503, 202])).toEqual({ code: 0, told, isWhole: true });
});

it('ends with what a collector says that will not take them', async () => {
  const { code, told, isWhole } = await send([202, 401]);
  expect([code, isWhole]).toEqual([1, false]);
  expect(told).toContain('the collector answers 401');
});
