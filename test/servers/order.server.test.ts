import { beforeAll, expect, it } from 'vitest';
import { expectSameAlerts, expectSameOutcomes } from '../support/compare.ts';
import { expectJobs, expectStepsOnce } from '../support/decisions.ts';
import { type Expected, expectCalls, expectedOf } from '../support/expected.ts';
import { fetchTopic } from '../support/fetch-topic.ts';
import type { RecordFields } from '../support/record.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { brokers, Stream } from '../support/stream.ts';
import { attack, leg, linesFrom, merged, office } from '../support/traffic.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const folder = scratchFolder();
const now = Date.now();
const from = now - 40 * MINUTE;

/** Below what decides, unless a repeat counted. */
const repeated = attack('repeated', from, 9);
const shuffled = attack('shuffled', from, 16).map((record, n) => ({ record, by: (n * 29) % 48 }));
const inOrder = shuffled.map(({ record }) => complete(record));
const outOfOrder = shuffled.toSorted((a, b) => a.by - b.by).map(({ record }) => complete(record));
/** A burst that began a day before it was told, by a subscriber whose clock goes on. */
const dayLate = attack('day-late', from - 24 * HOUR, 14).map(complete);
const ofToday = office('day-late', from, 6);
/** Legs that are up when the detector is killed. */
const up = [
  leg({ ...plan('up', 'out', 10), called: '0355501234' }),
  leg({ ...plan('up', 'in', 10), called: '0312340009', direction: 'inbound' }),
  leg({ ...plan('up', 'abroad', 10), called: '010224601123456' }),
  leg({ ...plan('up', 'withheld', 10), called: '' }),
  leg({ ...plan('up', 'help', 10), called: '110' }),
];
const ahead = leg({ ...plan('ahead', 'a', 0), called: '0355501234' }).map((record) => ({
  ...record,
  at: Number(record['at']) + 9 * HOUR,
}));
const in2036 = { ...buildStop('year-2036'), at: Date.UTC(2036, 0, 1) };
/** Two calls of two minutes at once, told nine hours after. */
const behind = ['x', 'y'].flatMap((id) => {
  const startedAt = from - 9 * HOUR;
  const of = { subscriber: 'behind', callId: id, called: '010224601123456', startedAt };
  return leg({ ...of, talkMs: 110_000 });
});

function plan(subscriber: string, callId: string, minutes: number) {
  const onlyStart = { line: '0312340003', service: 'gold', calling: '0612345678', trunk: 'tk2' };
  return { subscriber, callId, startedAt: from, talkMs: minutes * MINUTE, onlyStart };
}

function buildStop(subscriber: string): RecordFields {
  return { subscriber, callId: 'c', called: '010224601123456', endedAt: now };
}

/** With what its start told, since that may come after it. */
function complete(record: RecordFields): RecordFields {
  const number = Number(/-gn-(\d+)/.exec(String(record['callId']))![1]);
  const startedAt = Number(record['at']) - Number(record['durationSec'] ?? 0) * 1000 - 2000;
  return { ...record, called: `01022460112${3000 + number}`, startedAt };
}

const traffic = merged(office('office-1', from, 12), ofToday, repeated);
const starts = up.map(([start]) => start!);
const first = linesFrom([...starts, ...traffic, ...repeated, ...traffic.slice(0, 40)]);
const second = linesFrom([
  ...up.flatMap(([, ...rest]) => rest),
  ...repeated,
  ...traffic,
  ...ahead,
  in2036,
]);
const third = linesFrom([...dayLate, ...outOfOrder, ...up.flat(), ...dayLate]);
let expected: Expected;

beforeAll(async () => {
  expected = await expectedOf(folder, [...first, ...second, ...third]);
});

it('repeats, late and wrong records leave the stream where a replay is, over restarts', async () => {
  const stream = await Stream.open(2);
  const killed = await stream.start('detector');
  await stream.produce(first);
  await stream.processed();
  await killed.kill('SIGKILL');
  await stream.forgetKilled();
  const stopped = await stream.start('detector');
  await stream.produce(second);
  await stream.processed();
  await stopped.stop();
  await stream.produce(third);
  const detector = await stream.start('detector');
  await stream.processed();

  await expectCalls(stream, expected);
  await expectSameAlerts(stream, expected.replayed);
  await expectJobs(stream, expected.replayed);
  await expectStepsOnce(stream);
  const rejected = await fetchTopic(brokers()[0]!, `${stream.topic}.rejected`);
  const found = rejected.map(({ value, headers }) => `${headers['reason']} ${value}`);
  const refused = expected.replayed.rejected.map(({ reason, raw }) => `${reason} ${raw}`);
  expect(found.sort()).toEqual(refused.sort());
  expect(refused.length).toBe(ahead.length + 1);
  await detector.stop();
});

it('only what should be is suspicious', () => {
  const found = expected.replayed.alerts.map(({ subscriber, severity }) => [subscriber, severity]);
  expect(found.sort()).toEqual([
    ['day-late', 'critical'],
    ['repeated', 'warning'],
    ['shuffled', 'critical'],
  ]);
});

it('a shuffled hour comes to what the hour in order comes to', async () => {
  const ordered = await expectedOf(folder, linesFrom(inOrder));
  const stream = await Stream.open(1);
  await stream.start('detector');
  await stream.produce(linesFrom(outOfOrder));
  await stream.processed();
  await expectSameOutcomes(stream, ordered.replayed);
  await expectCalls(stream, ordered);
});

// Calls of a late source run on the clock of the others of its partition, so that each is taken to
// have been up for the nine hours between.
it('a source nine hours behind has its calls up for no longer than they were', async () => {
  const stream = await Stream.open(1);
  await stream.start('detector');
  await stream.produce(linesFrom([...traffic, ...behind]));
  await stream.processed();
  const found = await stream.ask<{ subscriber: string }>('select subscriber from alert');
  expect(found.map(({ subscriber }) => subscriber)).not.toContain('behind');
});
