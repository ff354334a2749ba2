import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { Installation } from '../support/installation.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';
import { attack } from '../support/traffic.ts';

const scratch = scratchFolder();
let installation: Installation | undefined;

afterEach(() => installation?.stop());

const MINUTE = 60_000;
const person = ['--by', 'sato', '--reason', 'asked the customer'];

function lines(file: string): Record<string, unknown>[] {
  const text = readFileSync(file, 'utf8').trimEnd();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line));
}

describe('what a person answers to an alert', () => {
  it('shows in the views, with and without a process, and becomes labels', async () => {
    const it = new Installation(scratch.fresh('data'));
    installation = it;
    await it.start();
    const begun = Date.now() - 8 * MINUTE;
    await it.post([...attack('pbx-1', begun), ...attack('pbx-2', begun)]);
    const alerts = () =>
      it.ask<{ alert_id: string; verdict: string; calls: string }>(
        'select alert_id, verdict, calls from alert order by subscriber',
      );
    await eventually(async () => (await it.status()).records.waiting === 0);
    const [first, second] = (await alerts()).map(({ alert_id }) => alert_id) as [string, string];
    const given = await it.command('verdict', first, 'ours', ...person);
    expect(JSON.parse(given)).toEqual({
      alertId: first,
      verdict: 'ours',
      by: 'sato',
      reason: 'asked the customer',
      at: expect.stringMatching(/Z$/),
    });
    await eventually(async () => (await alerts())[0]?.verdict === 'ours', 5000);

    const unknown = ['verdict', 'a-0000', 'ours', ...person, '--data', it.data];
    const refused = { code: 1, stderr: expect.stringContaining('there is no alert a-0000') };
    expect(await sekisho(unknown)).toMatchObject(refused);
    await it.stop();
    expect(await sekisho(unknown)).toMatchObject(refused);

    await it.command('verdict', first, 'not-ours', ...person);
    await it.command('verdict', second, 'ours', ...person);
    expect((await alerts()).map(({ verdict }) => verdict)).toEqual(['not-ours', 'ours']);
    const listed = async (...flags: string[]) =>
      (await it.command('verdicts', '--json', ...flags))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ alertId, verdict }) => `${alertId} ${verdict}`);
    const newest = [`${second} ours`, `${first} not-ours`];
    expect(await listed()).toEqual(newest);
    expect(await listed('--all')).toEqual([...newest, `${first} ours`]);
    expect(await it.command('verdicts')).toContain('not-ours');

    await it.start();
    const labels = join(scratch.path, 'labels.ndjson');
    const cases = join(scratch.path, 'cases.ndjson');
    const counts = await it.command('verdicts', '--labels', labels, '--cases', cases);
    expect(JSON.parse(counts)).toEqual({ notOurs: 1, ours: 1, lacking: 0 });
    const [legs] = await it.ask<{ first: string; last: string; legs: string }>(
      `select toString(toUnixTimestamp64Milli(min(started_at))) as first, count() as legs,
              toString(toUnixTimestamp64Milli(max(ended_at))) as last
         from call where subscriber = 'pbx-1' and kind = 'international'`,
    );
    const times = {
      firstAt: new Date(Number(legs?.first)).toISOString(),
      lastAt: new Date(Number(legs?.last)).toISOString(),
    };
    expect(lines(labels)).toEqual([
      {
        subscriber: 'pbx-1',
        attack: first,
        shape: 'verdict',
        ...times,
        calls: Number(legs?.legs),
        verdict: 'not-ours',
      },
    ]);
    expect(lines(cases)).toEqual([
      { subscriber: 'pbx-2', case: 'verdict-ours', firstAt: times.firstAt, lastAt: times.lastAt },
    ]);
    const precision = 'select sum(not_ours) as right, sum(ours) as wrong from rule_precision';
    expect(Number((await it.ask(precision))[0]?.['right'])).toBeGreaterThan(0);
  });

  it.each([
    [['verdict', 'A_1', 'ours', ...person], /no alert's id/],
    [['verdict', 'a-1', 'perhaps', ...person], /Allowed choices are ours, not-ours, unsure/],
    [['verdict', 'a-1', 'ours', '--by', ' ', '--reason', 'x'], /--by/],
    [['verdicts'], /no such data folder/],
  ])('sekisho %j says what is wrong', async (args, says) => {
    const ended = await sekisho([...args, '--data', join(scratch.path, 'nowhere')]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(says);
  });
});
