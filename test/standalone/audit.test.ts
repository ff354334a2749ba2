import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedLedger } from '@sekisho/ledger';
import { afterEach, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { Installation } from '../support/installation.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';
import { attack } from '../support/traffic.ts';

const scratch = scratchFolder();
let installation: Installation | undefined;

afterEach(() => installation?.stop());

const person = ['--by', 'sato', '--reason', 'a refund'];
const DIRECTORY = `subscriber,customer,service,lines,valid_from
pbx-1,Sakura Hotel,default,0312340001,2020-01-01
quiet,Midori Office,default,0312340002,2020-01-01
`;

async function alertOf(of: Installation): Promise<string> {
  await eventually(async () => (await of.status()).records.waiting === 0);
  const [alert] = await of.ask<{ alert_id: string }>('select alert_id from alert');
  return alert!.alert_id;
}

it('tells in one chain who did and saw what, beside a process and without one', async () => {
  const it = new Installation(scratch.fresh('data'));
  installation = it;
  await it.start(['--enforce', '*']);
  await it.post(attack('pbx-1', Date.now() - 8 * 60_000));
  const alertId = await alertOf(it);
  const out = join(scratch.path, 'out');
  const both = ['case', 'export', alertId, ...person, '--out', out, '--data', it.data];

  const alone = await sekisho([...both, '--approved-by', 'SATO ']);
  expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('another person') });
  expect(await sekisho([...both, '--approved-by', 'abe'])).toMatchObject({ code: 0 });
  const text = readFileSync(join(out, `${alertId}.json`), 'utf8');
  const told = JSON.parse(text);
  const [sums] = await it.ask<{ calls: string; seconds: number; yen: number }>(
    `select count() as calls, sum(duration_sec) as seconds, sum(cost_jpy) as yen from call
      where subscriber = 'pbx-1' and kind = 'international'`,
  );
  expect(told).toMatchObject({
    alertId,
    subscriber: 'pbx-1',
    detectedAt: expect.stringMatching(/Z$/),
    orderedAt: expect.stringMatching(/Z$/),
    readBackAt: expect.stringMatching(/Z$/),
    export: { by: 'sato', approvedBy: 'abe', reason: 'a refund', numbers: 'masked' },
    totals: {
      calls: Number(sums?.calls),
      durationSec: Number(sums?.seconds).toFixed(3),
      costJpy: Number(sums?.yen).toFixed(3),
    },
  });
  expect(text).not.toContain('22460112');
  const sha256 = createHash('sha256').update(text).digest('hex');
  expect(readFileSync(join(out, `${alertId}.json.sha256`), 'utf8')).toBe(
    `${sha256}  ${alertId}.json\n`,
  );

  await it.command('case', 'keep-numbers', alertId, ...person);
  await it.stop();
  await it.command(
    'case',
    'export',
    alertId,
    ...person,
    '--approved-by',
    'abe',
    '--reveal',
    '--out',
    out,
  );
  expect(readFileSync(join(out, `${alertId}.csv`), 'utf8')).toContain(',+22460112300');

  const entries = (await it.command('audit', 'list', '--subject', alertId, '--json'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(entries.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
    'sato case-export.denied',
    'sato case.exported',
    'sato numbers.held',
    'sato numbers.revealed',
    'sato case.exported',
  ]);
  expect(entries[1].detail.sha256[`${alertId}.json`]).toBe(sha256);
  const whole = await it.command('audit', 'list', '--json');
  expect(whole).toContain('restriction.applied');
  expect(whole).not.toMatch(/22460112/);
  const { head, count } = JSON.parse(await it.command('audit', 'verify'));
  expect(count).toBe(head.seq);
  await it.command('audit', 'verify', '--expect', head.hash);

  const month = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7);
  expect(await it.command('report', '--month', month, '--language', 'en')).toContain('GN');
  const file = join(scratch.path, 'directory.csv');
  writeFileSync(file, DIRECTORY);
  await it.command('directory', 'import', file, '--by', 'sato');
  const young = await sekisho(['dormant', '--months', '1', '--data', it.data]);
  expect(young).toMatchObject({ code: 2, stderr: expect.stringContaining('records from') });

  const ledger = await openEmbeddedLedger(join(it.data, 'sekisho-ledger'));
  await ledger.run(
    `alter table audit_log disable trigger all; update audit_log set actor = 'nobody' where seq = 2`,
  );
  await ledger.close();
  const broken = await sekisho(['audit', 'verify', '--data', it.data]);
  expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining('entry 2 is not what') });
  expect(JSON.parse(broken.stdout)).toMatchObject({ whole: false, broken: { seq: 2 } });
  rmSync(out, { recursive: true });
});
