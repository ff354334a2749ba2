import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, it, type OnTestFinishedHandler } from 'vitest';
import { expectSameAlerts } from '../support/compare.ts';
import { crashOn } from '../support/crash-on.ts';
import { CRASH_POINTS } from '../support/crash-points.ts';
import { deciding, records, undecided } from '../support/deciding-traffic.ts';
import { eventually } from '../support/eventually.ts';
import { type Expected, expectCalls, expectedOf } from '../support/expected.ts';
import { Installation } from '../support/installation.ts';
import type { RecordFields } from '../support/record.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { linesFrom } from '../support/traffic.ts';

const scratch = scratchFolder();

describe('a process killed in the flush of its decision', () => {
  let expected: Expected;

  beforeAll(async () => {
    expected = await expectedOf(scratch, [...linesFrom(undecided), ...deciding]);
  });

  it.concurrent.for(CRASH_POINTS)('%s', async (point, { onTestFinished, expect }) => {
    const installation = await started(onTestFinished);
    await installation.post(undecided);
    await detected(installation);
    await installation.stop();
    const file = scratch.write(`${point}.ndjson`, deciding.join('\n'));
    await crashOn(installation.data, point, file);
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
