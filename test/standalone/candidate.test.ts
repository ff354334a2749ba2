import { writeFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { crashOn } from '../support/crash-on.ts';
import type { CrashPoint } from '../support/crash-points.ts';
import { deciding, undecided } from '../support/deciding-traffic.ts';
import { eventually } from '../support/eventually.ts';
import { expectedOf } from '../support/expected.ts';
import { Installation } from '../support/installation.ts';
import type { Replayed } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';
import { attack, linesFrom } from '../support/traffic.ts';

const MINUTE = 60_000;
const scratch = scratchFolder();
let installation: Installation | undefined;

afterEach(() => installation?.stop());

function rules(name: string, warning: number, critical: number): string {
  return `name: ${name}\nrules:\n  - { id: calls, rule: calls, window: 1h, warning: ${warning}, critical: ${critical} }\n`;
}

/** The plain rules ask at the fourth call of an attack, and restrict at the twelfth. */
function stricter(critical = 6): string {
  return scratch.write('stricter.yaml', rules('stricter', 3, critical));
}

async function started(...flags: string[]): Promise<Installation> {
  installation = new Installation(scratch.fresh('data'));
  await installation.start(flags);
  return installation;
}

function detected(it: Installation): Promise<void> {
  return eventually(async () => (await it.status()).records.waiting === 0);
}

interface AlertRow {
  alert_id: string;
  severity: string;
  restricted: number;
}

/** The candidate's alerts, which must be those of a replay under its rules, each step once. */
async function expectCandidate(it: Installation, { alerts, restrictions }: Replayed) {
  const rows = await it.ask<AlertRow>(
    `select alert_id, severity, restricted_at is not null as restricted
       from candidate_alert order by alert_id`,
  );
  const barred = new Set(restrictions.map(({ alertId }) => alertId));
  const expected = alerts.map(({ alertId, severity }) => ({
    alert_id: alertId,
    severity,
    restricted: Number(barred.has(alertId)),
  }));
  expect(rows).toEqual(expected.sort((a, b) => (a.alert_id < b.alert_id ? -1 : 1)));
  const doubled = await it.ask(
    `select alert_id, step from candidate_version
      group by alert_id, step having uniqExact(tuple(* except (ingested_at))) > 1`,
  );
  expect(doubled).toEqual([]);
}

interface DifferenceRow {
  subscriber: string;
  caught: string;
  restricted: string;
  candidate: { alerts: string[] };
}

async function difference(it: Installation) {
  const told = JSON.parse(await it.command('candidate', '--json'));
  return told as {
    candidate: string[];
    restrictions: Record<string, number>;
    rows: DifferenceRow[];
  };
}

it('tells what other rules would have done, bars nobody by them, and goes on after kill -9', async () => {
  const file = stricter();
  const it = await started('--candidate-rules', file, '--enforce', '*');
  const begun = Date.now() - 8 * MINUTE;
  const short = [...attack('pbx-1', begun, 8), ...attack('pbx-3', begun, 3)];
  const long = attack('pbx-2', begun);
  expect(await it.command('status')).toMatch(/^candidate {5}stricter@/m);
  await it.post(short);
  await it.post(long.slice(0, 30));
  await detected(it);
  await it.kill();
  await it.start(['--candidate-rules', file, '--enforce', '*']);
  await it.post(long.slice(30));
  await detected(it);
  await eventually(async () => (await it.bars())[0]?.['state'] === 'applied');

  const { replayed } = await expectedOf(scratch, linesFrom([...short, ...long]), ['--rules', file]);
  expect(replayed.restrictions).toHaveLength(2);
  await expectCandidate(it, replayed);
  expect((await it.bars('all')).map(({ subscriber }) => subscriber)).toEqual(['pbx-2']);
  expect(await it.ask('select subscriber, state from restriction')).toEqual([
    { subscriber: 'pbx-2', state: 'applied' },
  ]);
  const { candidate, restrictions, rows } = await difference(it);
  expect(candidate).toEqual([expect.stringMatching(/^stricter@/)]);
  expect(restrictions).toEqual({ both: 1, 'live-only': 0, 'candidate-only': 1 });
  expect(new Set(rows.map((row) => `${row.subscriber} ${row.caught} ${row.restricted}`))).toEqual(
    new Set(['pbx-1 both candidate-only', 'pbx-2 both both', 'pbx-3 candidate-only neither']),
  );
  expect(rows).toHaveLength(3);

  const [id] = rows.find(({ subscriber }) => subscriber === 'pbx-3')!.candidate.alerts;
  await it.command('verdict', id!, 'ours', '--by', 'sato', '--reason', 'asked the customer');
  const judged = `select subscriber from candidate_difference where verdict = 'ours'`;
  await eventually(async () => (await it.ask(judged)).length === 1);
  expect(await it.ask(judged)).toEqual([{ subscriber: 'pbx-3' }]);

  await it.stop();
  const text = await it.command('candidate');
  expect(text).toContain('1 would newly be barred, 0 no longer, 1 by both (1 earlier, 0 later)');
  expect(text).toMatch(/^newly +pbx-1/m);
});

it('reads the candidate again, and keeps it where the file is wrong', async () => {
  const file = stricter();
  const it = await started('--candidate-rules', file);
  const begun = Date.now() - 8 * MINUTE;
  const versions = () => it.ask('select subscriber, rules_version from candidate_alert order by 1');
  const by = (name: string) => ({ rules_version: expect.stringMatching(`^${name}@`) });

  writeFileSync(file, rules('loose', 1000, 2000));
  // The rules in force, the candidate and the policy are each read again apart.
  it.process.signal('SIGHUP');
  await eventually(() => (it.process.log.match(/"reloaded"/g) ?? []).length === 3);
  await it.post(attack('pbx-1', begun));
  await detected(it);
  expect(await versions()).toEqual([]);
  expect(await it.bars('all')).toHaveLength(1);
  expect((await difference(it)).rows).toMatchObject([
    { subscriber: 'pbx-1', restricted: 'live-only', candidate: { severity: '' } },
  ]);

  writeFileSync(file, 'name: broken\nrules: []\n');
  it.process.signal('SIGHUP');
  await eventually(() => it.process.log.includes('not read again'));
  expect(it.process.log).toContain('stricter.yaml');
  expect(await it.command('status')).toMatch(/^candidate {5}loose@/m);

  writeFileSync(file, rules('narrow', 2, 4));
  it.process.signal('SIGHUP');
  await eventually(async () => /^candidate {5}narrow@/m.test(await it.command('status')));
  await it.post(attack('pbx-2', begun, 5));
  await detected(it);
  expect(await versions()).toMatchObject([{ subscriber: 'pbx-2', ...by('narrow') }]);
  expect(await it.bars('all')).toHaveLength(1);
});

describe('a process killed in the flush in which both decide', () => {
  let replayed: Replayed;
  let file: string;

  beforeAll(async () => {
    file = stricter(10);
    const lines = [...linesFrom(undecided), ...deciding];
    replayed = (await expectedOf(scratch, lines, ['--rules', file])).replayed;
  });

  it.each<CrashPoint>(['before candidate_version', 'after candidate_version'])(
    '%s',
    async (point) => {
      const flags = ['--candidate-rules', file];
      const it = await started(...flags);
      await it.post(undecided);
      await detected(it);
      await it.stop();
      const rest = scratch.write(`${point}.ndjson`, deciding.join('\n'));
      await crashOn(it.data, point, rest, { CANDIDATE_RULES_FILE: file });
      await it.start(flags);
      await detected(it);
      await expectCandidate(it, replayed);
      await eventually(async () => (await it.bars('all')).length === 1);
    },
  );
});

it.each([
  ['that is not there', () => 'nope.yaml', /nope\.yaml/],
  ['that is wrong', () => scratch.write('broken.yaml', 'name: x\nrules: []\n'), /broken\.yaml:\d/],
])('a candidate %s ends start with one line', async (_, file, says) => {
  const flags = ['--data', scratch.fresh('data'), '--candidate-rules', file()];
  const { code, stderr } = await sekisho(['start', '--listen', '127.0.0.1:0', ...flags]);
  expect(code).toBe(2);
  expect(stderr).toMatch(says);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
