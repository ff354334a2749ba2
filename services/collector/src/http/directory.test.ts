import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Ledger,
  migrate,
  openEmbeddedLedger,
  openLedger,
  UnknownLines,
} from '@sekisho/ledger';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCollector } from '../collector.ts';
import { collectorParts, NOW, TOKEN } from '../testing/collector-parts.ts';
import type { CollectorServer } from './server.ts';

const HEADER = 'subscriber,lines,customer,valid_from,valid_to';
const FIRST = `${HEADER}\nC1,0311110001;sip-1,若葉商事,,\nC2,0311110002,b,,\n`;
/** In Shift_JIS. */
const JAPANESE = new Uint8Array(
  Buffer.from(`${HEADER}\nC2,0311110002,\x8e\xe1\x97\x74,,\n`, 'latin1'),
);
const at = (ms: number) => new Date(ms).toISOString();

const folder = mkdtempSync(join(tmpdir(), 'sekisho-directory-'));
const servers: CollectorServer[] = [];
let ledger: Ledger;

beforeAll(async () => {
  ledger = await openEmbeddedLedger(join(folder, 'ledger'));
  await migrate(ledger);
}, 60_000);
beforeEach(async () => {
  for (const table of ['directory_entry', 'directory_line', 'unknown_line']) {
    await ledger.run(`delete from ${table}`);
  }
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop(100);
});
afterAll(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

async function start(kept: Ledger | undefined = ledger, now = NOW) {
  const { options } = collectorParts({ ledger: kept, now: () => now });
  const server = await createCollector(options).listen({
    host: '127.0.0.1',
    port: 0,
    requestWithinMs: 5000,
  });
  servers.push(server);
  return async (path: string, body?: string | Uint8Array<ArrayBuffer>, token = TOKEN) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/v1/directory${path}`, {
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    return { status: answer.status, body: await answer.json() };
  };
}

describe('/v1/directory', () => {
  it('takes a directory in, and tells who a subscriber is and whose a line is', async () => {
    const ask = await start();
    const dry = await ask('?dryRun=1', FIRST);
    expect(dry).toMatchObject({ status: 200, body: { dryRun: true, counts: { added: 2 } } });
    expect(await ask('/subscribers/C1')).toEqual({
      status: 404,
      body: { error: 'unknown-subscriber' },
    });
    const taken = await ask('?by=crm&file=d.csv', FIRST);
    expect(taken.body).toMatchObject({ by: 'crm', file: 'd.csv', from: at(NOW), rows: 2 });
    expect(await ask('/subscribers/C1')).toMatchObject({
      status: 200,
      body: { subscriber: 'C1', entry: { customer: '若葉商事', lines: ['0311110001', 'sip-1'] } },
    });
    expect(await ask('/lines/%2B81311110001')).toMatchObject({
      status: 200,
      body: { line: '0311110001', holder: { subscriber: 'C1' } },
    });
    const before = await ask(`/lines/03-1111-0001?at=${at(NOW - 1)}`);
    expect(before).toMatchObject({ status: 200, body: { holder: null, at: at(NOW - 1) } });
  });

  it('takes other encodings, and ends who a whole directory lacks', async () => {
    const ask = await start();
    await ask('', FIRST);
    const later = await start(ledger, NOW + 60_000);
    const swept = await later('?replace=1', JAPANESE);
    expect(swept).toMatchObject({ status: 409, body: { error: 'many-changes' } });
    expect(swept).toHaveProperty('body.report.ended.0.at', at(NOW + 60_000));
    expect(await later('?replace=1&yes=1', JAPANESE)).toMatchObject({ status: 200 });
    expect(await later('/subscribers/C2')).toHaveProperty('body.entry.customer', '若葉');
    expect(await later('/subscribers/C1')).toHaveProperty('body.entry', null);
  });

  it.each([
    ['a faulty file', '', `${HEADER}\nC1,1,a,soon,\n`, 400, { error: 'data-invalid' }],
    ['another encoding', '?encoding=utf-8', JAPANESE, 400, { error: 'bad-encoding' }],
    ['a switch that is none', '?dryRun=yes', FIRST, 400, { parameter: 'dryRun' }],
    ['a time that is none', '?from=soon', FIRST, 400, { parameter: 'from' }],
    ['an encoding that is none', '?encoding=latin1', FIRST, 400, { parameter: 'encoding' }],
    ['a limit that is none', '/unknown-lines?limit=0', undefined, 400, { parameter: 'limit' }],
    ['a line that nobody held', '/lines/0399999999', undefined, 404, { error: 'unknown-line' }],
    ['a line that cannot be', '/lines/a%00b', undefined, 400, { parameter: 'line' }],
    ['a name that cannot be', '?by=a%00b', FIRST, 400, { parameter: 'by' }],
    ['a path that is none', '/nothing', undefined, 405, {}],
    ['a large body', '', 'x'.repeat(2_000_000), 413, { error: 'body-too-large' }],
  ])('answers %s', async (_, path, body, status, says) => {
    const ask = await start();
    expect(await ask(path, body)).toMatchObject({ status, body: says });
  });

  it('names every fault of a file with its place', async () => {
    const ask = await start();
    const faulty = await ask('', `${HEADER}\nC1,1,a,soon,\n,2,a,,\n`);
    expect(faulty).toHaveProperty('body.problems', [
      expect.objectContaining({ line: 2, key: 'valid_from' }),
      expect.objectContaining({ line: 3, key: 'subscriber' }),
    ]);
  });

  it('lists the lines that nobody knows, in full', async () => {
    const unknown = new UnknownLines();
    unknown.note('0399990000', NOW);
    await unknown.flush(ledger, (line) => line, NOW);
    const ask = await start();
    expect(await ask('/unknown-lines')).toEqual({
      status: 200,
      body: [{ line: '0399990000', records: 1, firstSeen: at(NOW), lastSeen: at(NOW) }],
    });
  });

  it('lets nobody in without a token', async () => {
    const ask = await start();
    for (const path of ['/subscribers/C1', '/lines/1', '/unknown-lines']) {
      expect(await ask(path, undefined, 'another-token-123')).toMatchObject({ status: 401 });
    }
    expect(await ask('', FIRST, 'another-token-123')).toMatchObject({ status: 401 });
  });

  it('says where there is no ledger, and when it is away', async () => {
    const { options } = collectorParts();
    const bare = createCollector(options);
    const headers = { authorization: `Bearer ${TOKEN}` };
    const answer = await bare.app.request('/v1/directory/lines/1', { headers });
    expect([answer.status, await answer.json()]).toMatchObject([404, { error: 'no-ledger' }]);
    const away = openLedger('postgresql://nobody@127.0.0.1:1/none');
    const ask = await start(away);
    expect(await ask('/lines/1')).toEqual({ status: 503, body: { error: 'unavailable' } });
    await away.close();
  });
});
