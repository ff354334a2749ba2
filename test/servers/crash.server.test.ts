import { beforeAll, describe, it } from 'vitest';
import { expectSameAlerts } from '../support/compare.ts';
import { CRASH_POINTS } from '../support/crash-points.ts';
import { deciding, POISON, undecided } from '../support/deciding-traffic.ts';
import { expectJobs, expectStepsOnce } from '../support/decisions.ts';
import { type Expected, expectCalls, expectedOf } from '../support/expected.ts';
import { fetchTopic } from '../support/fetch-topic.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { brokers, Stream } from '../support/stream.ts';
import { linesFrom } from '../support/traffic.ts';

const folder = scratchFolder();
const before = linesFrom(undecided);
let expected: Expected;

beforeAll(async () => {
  expected = await expectedOf(folder, [...before, ...deciding]);
});

describe('a detector killed in the flush of its decision', () => {
  it.concurrent.for(CRASH_POINTS)('%s', async (point, { onTestFinished, expect }) => {
    const stream = await Stream.open(2, onTestFinished);
    const crashing = await stream.startCrashing(point);
    await stream.produce(before);
    await stream.processed();
    await stream.produce(deciding);
    expect(await crashing.ended()).toBeNull();
    await stream.forgetKilled();
    const detector = await stream.start('detector');
    await stream.processed();
    await expectCalls(stream, expected);
    await expectSameAlerts(stream, expected.replayed);
    await expectJobs(stream, expected.replayed);
    await expectStepsOnce(stream);
    const rejected = await fetchTopic(brokers()[0]!, `${stream.topic}.rejected`);
    expect(rejected.length).toBeGreaterThan(0);
    for (const { key, value, headers } of rejected) {
      expect([key?.toString(), value?.toString()]).toEqual(['victim', POISON]);
      expect(headers).toMatchObject({ reason: 'bad-time', field: 'endedAt' });
    }
    await detector.stop();
  });
});
