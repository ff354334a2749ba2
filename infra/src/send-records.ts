import { createReadStream, readFileSync } from 'node:fs';
import { argv, stderr } from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** `node send-records.ts FILE URL TOKEN_FILE`: posts a file of records to a collector. */
const [file, url, tokenFile] = argv.slice(2);
if (file === undefined || url === undefined || tokenFile === undefined) {
  throw new Error('give a file of records, the address of a collector and a file with its token');
}
const authorization = `Bearer ${readFileSync(tokenFile, 'utf8').trim()}`;

const RECORDS_PER_REQUEST = 1000;
const LONGEST_WAIT_S = 30;

let sent = 0;
for await (const batch of batchesOf(createInterface({ input: createReadStream(file) }))) {
  await send(batch);
  sent += batch.length;
}
stderr.write(`${sent} records sent\n`);

async function* batchesOf(lines: AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const line of lines) {
    if (batch.push(line) < RECORDS_PER_REQUEST) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Again while the collector says that it cannot take it now: what came twice counts once. */
async function send(batch: readonly string[]): Promise<void> {
  for (;;) {
    const headers = { authorization, 'content-type': 'application/x-ndjson' };
    const answer = await fetch(url ?? '', { method: 'POST', headers, body: batch.join('\n') });
    const text = await answer.text();
    if (answer.status === 202) return;
    if (answer.status !== 429 && answer.status !== 503) {
      throw new Error(`the collector answers ${answer.status}: ${text}`);
    }
    const wait = Number(answer.headers.get('retry-after') ?? 1);
    await pause(Math.min(wait, LONGEST_WAIT_S) * 1000);
  }
}
