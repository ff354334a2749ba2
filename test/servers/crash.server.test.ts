import { beforeAll, describe, it } from 'vitest';
import { expectSameAlerts } from '../support/compare.ts';
import { CRASH_POINTS } from '../support/crash-points.ts';
import { expectJobs, expectStepsOnce } from '../support/decisions.ts';
import { type Expected, expectCalls, expectedOf } from '../support/expected.ts';
import { fetchTopic } from '../support/fetch-topic.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { brokers, Stream } from '../support/stream.ts';
import { attack, leg, linesFrom, merged, office } from '../support/traffic.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const folder = scratchFolder();
const from = Date.now() - 30 * MINUTE;

const late = leg({
  subscriber: 'victim',
  callId: 'late',
  called: '0355501234',
  startedAt: from - 9 * DAY,
  talkMs: 5000,
}).map((record) => ({ ...record, called: '0355501234', startedAt: from - 9 * DAY }));
const poison = `{"subscriber":"victim","callId":"p","called":"0355501234","endedAt":"tomorrow"}`;
const records = merged(attack('victim', from), office('office-1', from), office('office-2', from));
/** Up to the seventh call of the attack nothing is decided yet. */
const half = records.findIndex(({ callId }) => callId === 'victim-gn-7');
const before = linesFrom(records.slice(0, half));
const after = [...linesFrom(late), poison, ...linesFrom(records.slice(half))];
let expected: Expected;

beforeAll(async () => {
  expected = await expectedOf(folder, [...before, ...after]);
});

describe('a detector killed in the flush of its decision', () => {
  it.concurrent.for(CRASH_POINTS)('%s', async (point, { onTestFinished, expect }) => {
    const stream = await Stream.open(2, onTestFinished);
    const crashing = await stream.startCrashing(point);
    await stream.produce(before);
    await stream.processed();
    await stream.produce(after);
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
      expect([key?.toString(), value?.toString()]).toEqual(['victim', poison]);
      expect(headers).toMatchObject({ reason: 'bad-time', field: 'endedAt' });
    }
    await detector.stop();
  });
});
