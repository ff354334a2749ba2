import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { Installation } from '../support/installation.ts';
import { buildRecord, ndjson } from '../support/record.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';
import { attack } from '../support/traffic.ts';

const scratch = scratchFolder();
const MINUTE = 60_000;
let installation: Installation | undefined;

afterEach(() => installation?.stop());

function folder(): Installation {
  installation = new Installation(scratch.fresh('data'));
  return installation;
}

function directoryFile(name: string, ...rows: string[]): string {
  const header = 'subscriber,service,lines,kind,valid_from';
  return scratch.write(name, `${[header, ...rows].join('\n')}\n`);
}

async function settled(it: Installation): Promise<void> {
  await eventually(async () => (await it.status()).records.waiting === 0);
}

describe('the directory of a data folder', () => {
  it('is imported before the first start, and while the process runs', async () => {
    const it = folder();
    const first = directoryFile('first.csv', 'C-1,hikari,0312340001,pbx,2020-01-01');
    await it.command('directory', 'import', first);
    await it.start();
    const call = { subscriber: undefined, line: '0312340001', startedAt: Date.now() - MINUTE };
    const at = { answeredAt: Date.now() - MINUTE, endedAt: Date.now() };
    await it.post([buildRecord({ ...call, ...at, callId: 'c1' })]);
    await it.post([buildRecord({ ...call, ...at, callId: 'c2', line: '0312340002' })]);
    await settled(it);

    const second = directoryFile('second.csv', 'C-2,hikari,0312340002,office,2020-01-01');
    const dry = JSON.parse(await it.command('directory', 'import', second, '--dry-run', '--json'));
    expect(dry).toMatchObject({ dryRun: true, added: [{ subscriber: 'C-2' }] });
    expect(await it.command('directory', 'export')).not.toContain('C-2');
    await it.command('directory', 'import', second);
    it.process.signal('SIGHUP');
    await eventually(async () => {
      const now = { ...call, line: '0312340002', answeredAt: Date.now(), endedAt: Date.now() };
      await it.post([buildRecord({ ...now, startedAt: Date.now(), callId: `d${Date.now()}` })]);
      const rows = await it.ask("select 1 from call where subscriber = 'C-2' limit 1");
      return rows.length === 1;
    });
    const rows = await it.ask(
      "select call_id, subscriber, service from call where call_id in ('c1', 'c2') order by call_id",
    );
    expect(rows).toEqual([
      { call_id: 'c1', subscriber: 'C-1', service: 'hikari' },
      { call_id: 'c2', subscriber: 'line:0312340002', service: 'default' },
    ]);
    await it.stop();
    expect(await it.command('directory', 'show', '0312340002')).toContain('C-2');
  });
});

describe('history', () => {
  it('is stored, and neither found nor counted when the same subscriber calls now', async () => {
    const it = folder();
    const past = attack('pbx-1', Date.now() - 60 * MINUTE);
    const file = scratch.write('past.ndjson', ndjson(past));
    const loaded = JSON.parse(await it.command('load', '--history', file));
    expect(loaded).toMatchObject({ records: past.length, accepted: past.length, rejected: 0 });
    await it.start(['--enforce', '*']);
    await it.post(attack('pbx-1', Date.now() - 2 * MINUTE, 3).map(renamed));
    await settled(it);
    expect(await it.bars('all')).toEqual([]);
    expect(await it.ask('select count() as legs from call')).toEqual([{ legs: 23 }]);
    expect(await it.ask('select * from alert')).toEqual([]);
    const held = await sekisho(['load', '--history', file, '--data', it.data]);
    expect(held.code).toBe(2);
  });
});

/** Another call than the one of the past. */
function renamed<T extends Record<string, unknown>>(record: T): T {
  return { ...record, callId: `now-${record['callId']}` };
}
