import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { RecordFields } from '../support/record.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { Stream } from '../support/stream.ts';
import { linesFrom, merged } from '../support/traffic.ts';
import { stopAt, weekAtHome } from '../support/week-at-home.ts';

const shipped = new URL('../../packages/rules/weights/default.json', import.meta.url);
const folder = scratchFolder();
// Nothing but the heat of ranges counts here, whatever the weights that ship are fitted to.
folder.write(
  'heat.json',
  JSON.stringify({
    ...JSON.parse(readFileSync(shipped, 'utf8')),
    ask: 20,
    restrict: 90,
    weights: [{ when: { 'range-heat': 1.3 }, points: 20 }],
  }),
);
const RULES_FILE = folder.write(
  'rules.yaml',
  'name: heat\nevidence: { weights: heat.json }\nrules: []\n',
);

const PARTITIONS = 6;
const MINUTE = 60_000;
const now = Date.now();
const victims = Array.from({ length: 12 }, (_, n) => `s${n}`);

/** Two calls to Guinea, too little to be suspect of. */
function calls(subscriber: string, n: number): RecordFields[] {
  return [0, 1].map((call) => {
    const at = now - (14 - 4 * call) * MINUTE + n * 10_000;
    return stopAt(subscriber, at, `01022460112${1000 + n * 70 + call}`, 8);
  });
}

async function heated(stream: Stream): Promise<{ subscriber: string; partition: number }[]> {
  return stream.ask(
    `select distinct subscriber, partition from alert_version
      where arrayExists(e -> e.name = 'range-heat', evidence)`,
  );
}

describe('a range that victims of several detectors share', () => {
  it('has all of them judged, and is known to a detector that starts', async () => {
    const stream = await Stream.open(PARTITIONS);
    const first = await stream.start('detector', { RULES_FILE });
    const second = await stream.start('detector', { RULES_FILE });
    await eventually(async () => (await first.metric('partitions')) === PARTITIONS / 2);
    await stream.produce(linesFrom([...victims, 'late'].flatMap(weekAtHome)));
    await stream.produce(linesFrom(merged(...victims.map(calls))));
    await eventually(async () => (await heated(stream)).length === victims.length);
    const partitions = new Set((await heated(stream)).map(({ partition }) => partition));
    expect(partitions.size).toBeGreaterThan(PARTITIONS / 2);
    expect(await first.metric('heat_entries')).toBe(await second.metric('heat_entries'));

    await first.kill('SIGKILL');
    await stream.forgetKilled();
    const third = await stream.start('detector', { RULES_FILE });
    await eventually(async () => (await third.metric('heat_entries')) > 0);
    await second.stop();
    await eventually(async () => (await third.metric('partitions')) === PARTITIONS);
    await stream.produce(linesFrom(calls('late', victims.length)));
    await stream.processed();
    await eventually(async () =>
      (await heated(stream)).some(({ subscriber }) => subscriber === 'late'),
    );
    expect(await third.metric('weighings_total')).toBeGreaterThan(0);
  });
});
