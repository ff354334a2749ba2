import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { expectStepsOnce, jobsOf } from '../support/decisions.ts';
import { eventually } from '../support/eventually.ts';
import type { RecordFields } from '../support/record.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { Stream } from '../support/stream.ts';
import { linesFrom } from '../support/traffic.ts';

const HOUR = 3_600_000;
const LONG_MS = 5000;
const folder = scratchFolder();
const RULES_FILE = folder.write(
  'long.yaml',
  'name: long\nrules:\n  - { id: long, rule: long-call, critical: 5s }\n',
);

function start(subscriber: string, at: number): RecordFields {
  return { subscriber, callId: 'up', event: 'start', answeredAt: at, called: '010224601123456' };
}

interface Decided {
  subscriber: string;
  at: number;
}

async function decided(stream: Stream): Promise<Decided[]> {
  return stream.ask<Decided>(
    `select distinct subscriber, toUnixTimestamp64Milli(assumeNotNull(restricted_at)) as at
       from alert_version where restriction_id != '' order by subscriber`,
  );
}

/** Each subscriber is decided on once, at the instant given, and has one job. */
async function expectDecided(stream: Stream, expected: Decided[], withinMs: number): Promise<void> {
  await eventually(async () => (await decided(stream)).length >= expected.length, withinMs);
  // A timer that runs twice would do so soon.
  await pause(1500);
  const found = await decided(stream);
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`decided ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  const jobs = (await jobsOf(stream)).map(({ name, data }) => `${name} ${data.subscriber}`);
  const wanted = expected.map(({ subscriber }) => `apply ${subscriber}`);
  if (jobs.sort().join() !== wanted.join()) throw new Error(`jobs: ${jobs}`);
  await expectStepsOnce(stream);
}

describe('a call that is up crosses a rule by the wall clock', () => {
  it.concurrent('without any further record', async ({ onTestFinished }) => {
    const stream = await Stream.open(2, onTestFinished);
    await stream.start('detector', { RULES_FILE });
    const at = Date.now();
    await stream.produce(linesFrom([start('live', at)]));
    await expectDecided(stream, [{ subscriber: 'live', at: at + LONG_MS }], LONG_MS + 4000);
  });

  it.concurrent('after a restart without any further record', async ({ onTestFinished }) => {
    const stream = await Stream.open(2, onTestFinished);
    const killed = await stream.start('detector', { RULES_FILE });
    const at = Date.now();
    await stream.produce(linesFrom([start('live', at)]));
    await stream.processed();
    await killed.kill('SIGKILL');
    await stream.forgetKilled();
    const again = await stream.start('detector', { RULES_FILE });
    const expected = [{ subscriber: 'live', at: at + LONG_MS }];
    await expectDecided(stream, expected, LONG_MS + 4000);
    // Decided and stored: a further restart must not decide it anew.
    await again.kill('SIGKILL');
    await stream.forgetKilled();
    await stream.start('detector', { RULES_FILE });
    await pause(2500);
    await expectDecided(stream, expected, 1000);
  });

  it.concurrent('of a feed that is an hour late no hour early', async (context) => {
    const stream = await Stream.open(2, context.onTestFinished);
    await stream.start('detector', { RULES_FILE });
    const at = Date.now() - HOUR;
    await stream.produce(linesFrom([start('late', at)]));
    await stream.processed();
    await pause(2500);
    context.expect(await decided(stream)).toEqual([]);
    await expectDecided(stream, [{ subscriber: 'late', at: at + LONG_MS }], LONG_MS + 4000);
  });

  it.concurrent('though records of a late source come meanwhile', async ({ onTestFinished }) => {
    const stream = await Stream.open(1, onTestFinished);
    await stream.start('detector', { RULES_FILE });
    const at = Date.now();
    await stream.produce(linesFrom([start('live', at)]));
    const late = { subscriber: 'other', called: '0355501234', endedAt: at - HOUR };
    for (let n = 0; n < 16; n++) {
      await stream.produce(linesFrom([{ ...late, callId: `c${n}` }]));
      await pause(500);
    }
    await expectDecided(stream, [{ subscriber: 'live', at: at + LONG_MS }], 500);
  });
});
