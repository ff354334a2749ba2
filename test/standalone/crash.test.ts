import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, type OnTestFinishedHandler } from 'vitest';
import { expectSameAlerts } from '../support/compare.ts';
import { CRASH_POINTS, type CrashPoint } from '../support/crash-points.ts';
import { eventually } from '../support/eventually.ts';
import { type Expected, expectCalls, expectedOf } from '../support/expected.ts';
import { Installation } from '../support/installation.ts';
import type { RecordFields } from '../support/record.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { attack, leg, linesFrom, merged, office } from '../support/traffic.ts';

const PROGRAM = fileURLToPath(new URL('../support/crash-folder.ts', import.meta.url));
const MINUTE = 60_000;
const DAY = 86_400_000;
const scratch = scratchFolder();
const from = Date.now() - 30 * MINUTE;
const late = leg({
  subscriber: 'victim',
  callId: 'late',
  called: '0355501234',
  startedAt: from - 9 * DAY,
  talkMs: 5000,
}).map((record) => ({ ...record, called: '0355501234', startedAt: from - 9 * DAY }));
const poison = '{"subscriber":"victim","callId":"p","called":"0355501234","endedAt":"tomorrow"}';
const records = merged(attack('victim', from), office('office-1', from), office('office-2', from));
/** Up to the seventh call of the attack nothing is decided yet. */
const half = records.findIndex(({ callId }) => callId === 'victim-gn-7');

describe('a process killed in the flush of its decision', () => {
  const before = records.slice(0, half);
  const after = [...linesFrom(late), poison, ...linesFrom(records.slice(half))];
  let expected: Expected;

  beforeAll(async () => {
    expected = await expectedOf(scratch, [...linesFrom(before), ...after]);
  });

  it.concurrent.for(CRASH_POINTS)('%s', async (point, { onTestFinished, expect }) => {
    const installation = await started(onTestFinished);
    await installation.post(before);
    await detected(installation);
    await installation.stop();
    await crash(installation.data, point, scratch.write(`${point}.ndjson`, after.join('\n')));
    await installation.start();
    await detected(installation);
    await expectCalls(installation, expected);
    await expectSameAlerts(installation, expected.replayed);
    await eventually(async () => (await installation.bars('all')).length === 1);
    const rejected = readFileSync(join(installation.data, 'rejected.ndjson'), 'utf8');
    expect(rejected.trimEnd().split('\n')).toHaveLength(1);
  });
});

it('killed again and again while it takes records in: all that it took is there, once', async ({
  onTestFinished,
}) => {
  const expected = await expectedOf(scratch, linesFrom(records));
  const installation = await started(onTestFinished);
  let isDone = false;
  const posting = postAll(installation, records).finally(() => {
    isDone = true;
  });
  for (let kills = 0; !isDone || kills < 3; kills++) {
    await pause(100 + Math.random() * 900);
    await installation.kill();
    await installation.start();
  }
  await posting;
  await detected(installation);
  await expectCalls(installation, expected);
  await expectSameAlerts(installation, expected.replayed);
  await eventually(async () => (await installation.bars('all')).length === 1);
});

async function started(
  onTestFinished: (handler: OnTestFinishedHandler) => void,
): Promise<Installation> {
  const installation = new Installation(scratch.fresh('data'));
  onTestFinished(() => installation.stop());
  await installation.start();
  return installation;
}

/** Sends records in order, each batch until it is taken. */
async function postAll(installation: Installation, all: readonly RecordFields[]): Promise<void> {
  for (let sent = 0; sent < all.length; sent += 8) {
    const batch = all.slice(sent, sent + 8);
    await eventually(async () => (await installation.post(batch)).accepted === batch.length);
    await pause(20);
  }
}

function detected(installation: Installation): Promise<void> {
  return eventually(async () => (await installation.status()).records.waiting === 0);
}

async function crash(data: string, point: CrashPoint, file: string): Promise<void> {
  const env = { ...process.env, CRASH_AT: point, DATA: data, RECORDS: file };
  const child = spawn(process.execPath, [PROGRAM], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGTERM'), 30_000);
  const [, signal] = await once(child, 'exit');
  clearTimeout(timer);
  expect(signal).toBe('SIGKILL');
}
