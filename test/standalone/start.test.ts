import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { Installation } from '../support/installation.ts';
import { buildRecord, ndjson } from '../support/record.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';
import { attack } from '../support/traffic.ts';

const scratch = scratchFolder();
let installation: Installation | undefined;

afterEach(() => installation?.stop());

const MINUTE = 60_000;

async function started(...flags: string[]): Promise<Installation> {
  installation = new Installation(scratch.fresh('data'));
  await installation.start(flags);
  return installation;
}

/** An attack of which the last call ends now. */
function attackUntilNow(subscriber: string) {
  return attack(subscriber, Date.now() - 8 * MINUTE);
}

describe('one process', () => {
  it('takes records in, finds an attack, and tells it to whoever asks', async () => {
    const it = await started();
    const records = attackUntilNow('pbx-1');
    expect(await it.post(records)).toEqual({ accepted: records.length, rejected: [] });
    await eventually(async () => (await it.bars('all')).length === 1);
    const [bar] = await it.bars('all');
    expect(bar).toMatchObject({ subscriber: 'pbx-1', state: 'shadow', reason: 'shadow' });
    expect(await it.bars()).toEqual([]);
    const query = 'select count() as legs, uniqExact(call_id) as ids from call';
    expect(await it.ask(query)).toEqual([{ legs: 20, ids: 20 }]);
    await eventually(async () => (await it.status()).records.waiting === 0);
    const status = await it.status();
    expect(status).toMatchObject({
      process: { pid: it.process.pid, target: 'dry-run', enforced: [], problems: {} },
      records: { waiting: 0 },
      alerts: { open: 1, openedInADay: 1 },
      restrictions: { shadow: 1 },
      holds: [],
    });
    expect(await it.process.health()).toMatchObject({ healthy: true, problems: {} });
    expect(await it.process.metric('decisions_total')).toBe(1);
    await it.stop();
    expect(existsSync(join(it.data, 'sekisho-process.json'))).toBe(false);
    expect(await it.command('status')).toContain('not running');
    expect(await it.status()).toMatchObject({ process: null, restrictions: { shadow: 1 } });
    expect(await it.ask(query)).toEqual([{ legs: 20, ids: 20 }]);
    expect(await it.ask('select state, decided_by from restriction')).toEqual([
      { state: 'shadow', decided_by: 'auto' },
    ]);
  });

  it('keeps what cannot be used, once', async () => {
    const it = await started();
    const orphan = { callId: 'o1', subscriber: 's9', endedAt: Date.now() };
    const taken = await it.post([buildRecord({ cause: 'busy' }), orphan]);
    expect(taken).toEqual({
      accepted: 1,
      rejected: [{ index: 0, reason: 'bad-field', field: 'cause' }],
    });
    const file = join(it.data, 'rejected.ndjson');
    const lines = () =>
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    await eventually(() => lines().length === 2);
    expect(lines()).toMatchObject([
      { reason: 'bad-field', field: 'cause', file: expect.stringMatching(/^http:/), line: 1 },
      { reason: 'missing-field', field: 'called', file: 'cdr-0', line: 1 },
    ]);
    expect(JSON.parse(lines()[1].raw)).toMatchObject(orphan);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await it.kill();
    await it.start();
    await it.post([buildRecord({ callId: 'later' })]);
    await eventually(async () => (await it.status()).records.waiting === 0);
    expect(lines()).toHaveLength(2);
  });

  it('reads a folder as its files come', async () => {
    const inbox = scratch.fresh('inbox');
    mkdirSync(inbox);
    const it = await started('--watch', `${inbox}?source=osaka`, '--settled', '1s');
    writeFileSync(join(inbox, 'one.ndjson'), ndjson(attackUntilNow('pbx-2')));
    await eventually(async () => (await it.bars('all')).length === 1);
    const [row] = await it.ask('select count() as legs, any(source) as source from call');
    expect(row).toMatchObject({ legs: 20 });
  });

  it('answers while a long query runs, and ends that query', async () => {
    const it = await started();
    const slow = sekisho(['sql', 'select count() from numbers(1e12)', '--data', it.data]);
    const startedAt = performance.now();
    for (let i = 0; i < 5; i++) await it.post([buildRecord({ callId: `c${i}` })]);
    expect(performance.now() - startedAt).toBeLessThan(4000);
    const { code, stderr } = await slow;
    expect(code).toBe(1);
    expect(stderr).toContain('Timeout exceeded');
    await eventually(async () => (await it.ask('select * from call')).length === 5);
  });

  it('lets nobody write through a query', async () => {
    const it = await started();
    const { code, stderr } = await sekisho(['sql', 'truncate table cdr', '--data', it.data]);
    expect(code).toBe(2);
    expect(stderr).toContain('only questions');
    await it.stop();
    const stopped = await sekisho(['sql', 'truncate table cdr', '--data', it.data]);
    expect(stopped.code).toBe(2);
  });

  it('keeps its folder to itself', async () => {
    const it = await started();
    const file = scratch.write('one.ndjson', ndjson([buildRecord()]));
    const out = scratch.fresh('out');
    const replayed = await sekisho(['replay', file, '--out', out, '--data', it.data]);
    expect(replayed.code).toBe(2);
    const again = await sekisho(['start', '--data', it.data, '--listen', '127.0.0.1:0']);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('in use');
    for (const name of ['sekisho-http.token', 'sekisho-process.json', 'sekisho-number.key']) {
      expect(statSync(join(it.data, name)).mode & 0o777, name).toBe(0o600);
    }
    const { control } = JSON.parse(readFileSync(join(it.data, 'sekisho-process.json'), 'utf8'));
    expect(
      (await fetch(`${control.url}/bars`, { method: 'POST', body: '{"of":"all"}' })).status,
    ).toBe(401);
  });
});

describe('what a person asks for', () => {
  it('bars, releases, holds and resumes', async () => {
    const it = await started('--enforce', '*');
    await it.post(attackUntilNow('pbx-3'));
    await eventually(async () => (await it.bars())[0]?.['state'] === 'applied');
    const [bar] = await it.bars();
    const id = String(bar?.['restrictionId']);
    await it.command('release', id, '--by', 'sato', '--reason', 'the customer called');
    await eventually(async () => (await it.bars()).length === 0, 5000);
    expect(await it.bars('all')).toMatchObject([{ restrictionId: id, state: 'released' }]);

    await it.command('hold', '--by', 'sato', '--reason', 'a new rate deck');
    await it.post(attackUntilNow('pbx-4'));
    await eventually(async () => (await it.bars()).length === 1);
    expect(await it.bars()).toMatchObject([
      { subscriber: 'pbx-4', state: 'proposed', reason: 'held' },
    ]);
    expect(await it.command('status')).toContain('ON HOLD');

    const twice = await sekisho([
      'resume',
      '--service',
      'hikari',
      '--by',
      'a',
      '--reason',
      'b',
      '--data',
      it.data,
    ]);
    expect(twice.code).toBe(1);
    await it.command('resume', '--by', 'sato', '--reason', 'it was right');
    const [held] = await it.bars();
    await it.command(
      'approve',
      String(held?.['restrictionId']),
      '--by',
      'sato',
      '--reason',
      'seen',
    );
    await eventually(async () => (await it.bars())[0]?.['state'] === 'applied', 5000);
    await it.stop();
    await it.command(
      'release',
      String(held?.['restrictionId']),
      '--by',
      'abe',
      '--reason',
      'night',
    );
    expect(await it.bars()).toMatchObject([{ state: 'releasing' }]);
    await it.start(['--enforce', '*']);
    await eventually(async () => (await it.bars()).length === 0);
  });
});

describe('a folder that was not started on', () => {
  it.each([
    ['status', []],
    ['bars', []],
    ['release', ['r-1', '--by', 'a', '--reason', 'b']],
  ])('%s says so', async (name, args) => {
    installation = new Installation(scratch.fresh('data'));
    const none = await sekisho([name, ...args, '--data', installation.data]);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('no such data folder') });
    const file = scratch.write('r.ndjson', ndjson([buildRecord()]));
    await sekisho(['replay', file, '--out', scratch.fresh('out'), '--data', installation.data]);
    const replayed = await sekisho([name, ...args, '--data', installation.data]);
    expect(replayed.code).toBe(2);
    expect(replayed.stderr).toContain('sekisho start has never run on it');
  });
});
