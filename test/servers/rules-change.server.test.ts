import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectStepsOnce, jobsOf } from '../support/decisions.ts';
import { eventually } from '../support/eventually.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { Stream } from '../support/stream.ts';
import { attack, linesFrom } from '../support/traffic.ts';

const folder = scratchFolder();
const from = Date.now() - 30 * 60_000;

function rules(name: string, warning: number, critical: number): string {
  return `name: ${name}\nrules:\n  - { id: calls, rule: calls, window: 1h, warning: ${warning}, critical: ${critical} }\n`;
}

function rulesFile(name: string, warning: number, critical: number): string {
  return folder.write(`${name}.yaml`, rules(name, warning, critical));
}

const FIRST = rulesFile('first', 4, 12);

/** The starts and stops of so many calls, each subscriber's own; from the call numbered `after` on. */
function calls(subscriber: string, count: number, after = 0): string[] {
  return linesFrom(attack(subscriber, from, count)).filter(
    (line) => Number(/-gn-(\d+)/.exec(line)![1]) >= after,
  );
}

interface AlertRow {
  alertId: string;
  subscriber: string;
  severity: string;
  rules: string;
}

async function alerts(stream: Stream): Promise<AlertRow[]> {
  const rows = await stream.ask<AlertRow>(
    `select alert_id as alertId, subscriber, severity, extract(rules_version, '^[a-z]+') as rules
       from alert order by subscriber`,
  );
  return rows;
}

describe('rules that change between a crash and the restart', () => {
  it.concurrent.for([
    { as: 'stricter', warning: 2, critical: 3, later: ['critical'], known: ['critical'] },
    { as: 'looser', warning: 100, critical: 200, later: [], known: [] },
  ])('$as ones adopt what was decided and judge what comes', async (to, context) => {
    const stream = await Stream.open(1, context.onTestFinished);
    const crashing = await stream.startCrashing('before enqueue', { RULES_FILE: FIRST });
    await stream.produce([...calls('victim', 6), ...calls('known', 3)]);
    await stream.processed();
    await stream.produce(calls('victim', 14, 6));
    context.expect(await crashing.ended()).toBeNull();
    const decided = await alerts(stream);
    context.expect(decided).toMatchObject([{ subscriber: 'victim', severity: 'critical' }]);

    await stream.forgetKilled();
    await stream.start('detector', { RULES_FILE: rulesFile(to.as, to.warning, to.critical) });
    await stream.processed();
    context.expect(await alerts(stream)).toEqual(decided);
    await stream.produce([...calls('victim', 18, 14), ...calls('known', 4, 3), ...calls('z', 5)]);
    await stream.processed();

    const after = await alerts(stream);
    const of = (name: string) => after.filter(({ subscriber }) => subscriber === name);
    context.expect(of('victim').map(({ alertId }) => alertId)).toEqual([decided[0]!.alertId]);
    context.expect(of('known').map(({ severity }) => severity)).toEqual(to.known);
    context.expect(of('z').map(({ severity }) => severity)).toEqual(to.later);
    context.expect([...of('known'), ...of('z')].every(({ rules }) => rules === to.as)).toBe(true);
    const applied = (await jobsOf(stream)).filter(({ name }) => name === 'apply');
    context.expect(applied.length).toBe(1 + to.known.length + to.later.length);
    context.expect(applied.map(({ id }) => id)).toContain(`r-${decided[0]!.alertId.slice(2)}`);
    await expectStepsOnce(stream);
  });
});

describe('rules read again on SIGHUP', () => {
  it('judge windows as they stand, and a broken file leaves those that were', async () => {
    const stream = await Stream.open(2);
    const file = rulesFile('looser', 100, 200);
    const detector = await stream.start('detector', { RULES_FILE: file });
    await stream.produce(calls('a', 8));
    await stream.processed();
    expect(await alerts(stream)).toEqual([]);

    writeFileSync(file, rules('stricter', 4, 9));
    detector.signal('SIGHUP');
    await eventually(() => detector.log.includes('"reloaded"'));
    await stream.produce(calls('a', 9, 8));
    await stream.processed();
    const judged = { subscriber: 'a', severity: 'critical', rules: 'stricter' };
    expect(await alerts(stream)).toMatchObject([judged]);

    writeFileSync(file, 'name: broken\nrules: []\n');
    detector.signal('SIGHUP');
    await eventually(() => detector.log.includes('not read again'));
    await stream.produce(calls('b', 9));
    await stream.processed();
    expect(await alerts(stream)).toMatchObject([judged, { ...judged, subscriber: 'b' }]);
    expect((await detector.health()).healthy).toBe(true);
  });
});
