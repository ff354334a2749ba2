import { beforeAll, describe, expect, it } from 'vitest';
import { expectSameAlerts, expectSameCalls } from '../support/compare.ts';
import { PLAIN_RULES } from '../support/plain-rules.ts';
import { type Replayed, replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';
import { linesOf, Stream } from '../support/stream.ts';

const folder = scratchFolder();
const data = folder.fresh('store');
let file: string;
let replayed: Replayed;

beforeAll(async () => {
  const traffic = folder.fresh('traffic');
  await sekisho(['simulate', '--out', traffic]);
  file = `${traffic}/cdrs.ndjson`;
  replayed = await replay([file], folder.fresh('out'), ['--data', data, '--rules', PLAIN_RULES]);
});

describe('the detector on Kafka', () => {
  it('comes to what a replay comes to', async () => {
    const stream = await Stream.open();
    const detector = await stream.start('detector');
    await stream.produceFile(file);
    await stream.processed();
    expect(await detector.metric('accepted_total')).toBe(replayed.summary.accepted);
    await expectSameCalls(stream, data);
    await expectSameAlerts(stream, replayed);
    await detector.stop();
  });

  it('loses and doubles nothing when it is killed again and again', async () => {
    const stream = await Stream.open();
    const lines = linesOf(file);
    const parts = 6;
    for (let part = 0; part < parts; part++) {
      const detector = await stream.start('detector');
      const from = Math.floor((part * lines.length) / parts);
      const to = Math.floor(((part + 1) * lines.length) / parts);
      await stream.produce(lines.slice(from, to));
      if (part < parts - 1) await detector.kill('SIGKILL');
    }
    await stream.processed();
    await expectSameCalls(stream, data);
    await expectSameAlerts(stream, replayed);
  });
});
