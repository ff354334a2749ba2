import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { RecordFields } from '../support/record.ts';
import { Stream } from '../support/stream.ts';
import { linesFrom, merged } from '../support/traffic.ts';
import { stopAt, weekAtHome } from '../support/week-at-home.ts';

const shipped = new URL('../../packages/rules/rule-sets/default.yaml', import.meta.url);
const RULES_FILE = fileURLToPath(shipped);
const PARTITIONS = 4;
const MINUTE = 60_000;
const PREFIX = '22460112';
const now = Date.now();
const homes = Array.from({ length: 30 }, (_, n) => `home${n}`);

/** Each calls the same number once. */
function hotline(subscriber: string, n: number): RecordFields[] {
  return [stopAt(subscriber, now - 40 * MINUTE + n * MINUTE, `010${PREFIX}1000`, 1)];
}

interface StoredCase {
  id: string;
  kind: string;
  prefix: string;
  callers: number;
  subscribers: number;
  restricted: number;
}

function casesOf(stream: Stream): Promise<StoredCase[]> {
  return stream.ask(
    `select case_id as id, kind, prefix, c.callers as callers,
            toUInt32(c.subscribers) as subscribers, toUInt32(c.restricted) as restricted
       from destination_case as c`,
  );
}

describe('a hotline that homes of several detectors call', () => {
  it('is one case, also after the detector that found it was killed', async () => {
    const stream = await Stream.open(PARTITIONS);
    const first = await stream.start('detector', { RULES_FILE });
    await eventually(async () => (await first.metric('partitions')) === PARTITIONS);
    await stream.produce(linesFrom(homes.flatMap(weekAtHome)));
    await stream.produce(linesFrom(merged(...homes.slice(0, 12).map(hotline))));
    await eventually(async () => (await casesOf(stream)).length > 0);
    const [opened] = await casesOf(stream);
    expect(opened).toMatchObject({ kind: 'hotline', prefix: PREFIX, restricted: 0 });

    await first.kill('SIGKILL');
    await stream.forgetKilled();
    const second = await stream.start('detector', { RULES_FILE });
    await eventually(async () => (await second.metric('partitions')) === PARTITIONS);
    const others = homes.map((home, n) => hotline(home, n)).slice(12);
    await stream.produce(linesFrom(merged(...others)));
    await stream.processed();
    await eventually(async () => (await casesOf(stream))[0]!.callers >= 20);
    const cases = await casesOf(stream);
    expect(cases).toMatchObject([{ id: opened!.id, kind: 'hotline', subscribers: 30 }]);
    const alerts = await stream.ask('select alert_id from alert');
    expect(alerts).toEqual([]);
  });
});
