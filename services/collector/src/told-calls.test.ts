import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCollector } from './collector.ts';
import { collectorParts } from './testing/collector-parts.ts';
import { parseWatch } from './watch/watched-directory.ts';
import type { Watching } from './watch/watching.ts';

let folder: string;
const running: Watching[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-told-'));
  await mkdir(join(folder, 'in'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((watching) => watching.stop()));
  await rm(folder, { recursive: true });
});

async function watch(options: string) {
  const { sink, options: parts } = collectorParts({ now: Date.now });
  const watching = await createCollector(parts).watch({
    directories: parseWatch(`${join(folder, 'in')}?${options}`),
    stateDir: join(folder, 'state'),
    settledMs: 20,
  });
  running.push(watching);
  const told = () => sink.texts.map((text) => JSON.parse(text) as Record<string, unknown>);
  const until = (count: number) => expect.poll(() => told().length, { timeout: 5000 }).toBe(count);
  return { sink, told, until };
}

const line = (method: string, time: number, user: string) =>
  `Jan  5 sip1 kamailio[7]: ACC: transaction answered: timestamp=${time};method=${method};from_tag=1;to_tag=2;call_id=c@x;code=200;reason=OK;src_user=${user};dst_ouser=010442079460000\n`;

it('joins a call over the growth of a followed log', async () => {
  const log = join(folder, 'in', 'acc.log');
  await writeFile(log, `Jan  5 sip1 sshd[1]: x\n${line('INVITE', 1767603600, '0312345678')}`);
  const { told, until } = await watch('follow=1&format=acc-log');
  await until(1);
  // The called side hangs up.
  await appendFile(log, line('BYE', 1767603660, '442079460000'));
  await until(2);
  expect(told()).toMatchObject([
    { source: 'sip', event: 'start', line: '0312345678', called: '010442079460000' },
    { event: 'stop', line: '0312345678', called: '010442079460000', callId: 'c@x' },
  ]);
});

it('joins a call over two files, whose end came first', async () => {
  const { sink, told, until } = await watch('source=opensips');
  const columns = (method: string, time: number, rest: string) =>
    `${method}|1|2|c@x|200|OK|${time}|${rest}||1:1\n`;
  await writeFile(join(folder, 'in', 'acc_1.log'), columns('BYE', 1767603660, '||'));
  await expect.poll(() => sink.refused.length, { timeout: 5000 }).toBe(1);
  await writeFile(
    join(folder, 'in', 'acc_2.log'),
    columns('INVITE', 1767603600, '*prepaid|0312345678|010442079460000'),
  );
  await until(1);
  expect(told()).toMatchObject([
    {
      event: 'stop',
      line: '0312345678',
      answeredAt: '2026-01-05T09:00:00.000Z',
      endedAt: '2026-01-05T09:01:00.000Z',
    },
  ]);
});
