import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../support/encode-text.ts';
import { replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';
import { ask, type Row } from '../support/store.ts';

const scratch = scratchFolder();

const GUIDE = readFileSync(new URL('../../docs/mapping.md', import.meta.url), 'utf8');

/** A file of the guide's examples. */
function example(name: string): string {
  const block = new RegExp(`\`\`\`\\w+ ${name.replace('.', '\\.')}\\n(.*?)\`\`\``, 's').exec(GUIDE);
  if (block === null) throw new Error(`the guide has no ${name}`);
  return block[1] as string;
}

const CALLS =
  'select call_id, subscriber, line, direction, kind, iso2, toString(started_at) as begin, toString(answered_at) as answer, toString(ended_at) as end, toFloat64(duration_sec) as talk, toFloat64(cost_jpy) as cost, trunk, source from call order by call_id';

/** Replays a file by a mapping; gives the calls as stored. */
async function callsOf(file: string | string[], mapping: string, flags: string[] = []) {
  const data = scratch.fresh('data');
  const out = scratch.fresh('out');
  const files = [file].flat();
  const run = await replay(files, out, ['--mapping', mapping, '--data', data, ...flags]);
  return { ...run, calls: (await ask(data, CALLS)) as Row[] };
}

describe('the examples of the guide', () => {
  const given = (file: string, encoding: 'utf-8' | 'shift_jis' | 'euc-jp', mapping: string) =>
    callsOf(
      scratch.write(file, encodeText(example(file), encoding)),
      scratch.write(mapping, example(mapping)),
    );

  it('CSV in Shift_JIS with a Japanese header', async () => {
    const { calls, summary, stderr } = await given('osaka.csv', 'shift_jis', 'osaka.yaml');
    expect(summary).toMatchObject({ records: 3, accepted: 3, rejected: 0 });
    expect(stderr).toBe('replay: 1 line is no call record and was left out\n');
    expect(calls).toMatchObject([
      {
        call_id: '1001',
        subscriber: 'line:201',
        direction: 'outbound',
        kind: 'international',
        iso2: 'GB',
        begin: '2026-01-05 09:00:00.000',
        end: '2026-01-05 09:01:05.000',
        talk: 65,
        cost: 1234.5,
        source: 'osaka-1',
      },
      { call_id: '1003', kind: 'domestic', talk: 720 },
      { call_id: '1004', direction: 'inbound', talk: 0, end: '2026-01-05 09:20:00.000' },
    ]);
  });

  it('TSV in EUC-JP', async () => {
    const { calls, summary } = await given('kobe.tsv', 'euc-jp', 'kobe.yaml');
    expect(summary).toMatchObject({ records: 2, accepted: 2 });
    expect(calls).toMatchObject([
      { call_id: 'k-1', iso2: 'CN', answer: '2026-01-05 09:00:00.000', talk: 65 },
      { call_id: 'k-2', kind: 'domestic', answer: null, talk: 0 },
    ]);
  });

  it('fixed width with characters of two bytes', async () => {
    const { calls, summary, stderr } = await given('nara.dat', 'shift_jis', 'nara.yaml');
    expect(summary).toMatchObject({ records: 2, accepted: 2 });
    expect(stderr).toContain('1 line');
    expect(calls).toMatchObject([
      { call_id: '0000001', iso2: 'GB', talk: 65, trunk: '奈良　支店' },
      { call_id: '0000002', kind: 'emergency', talk: 12, trunk: '奈良　本店' },
    ]);
  });

  it('an array of JSON objects over lines', async () => {
    const { calls, summary } = await given('sbc.json', 'utf-8', 'sbc.yaml');
    expect(summary).toMatchObject({ records: 2, accepted: 2 });
    expect(calls).toMatchObject([
      { call_id: '1234567890123456789', subscriber: 'C000001', talk: 60.5 },
      { call_id: 'b', subscriber: 'line:0312345678', talk: 0 },
    ]);
  });
});

describe('sekisho replay --mapping', () => {
  const mapping = scratch.write(
    'm.yaml',
    'format: csv\nfields: { callId: id, line: from, called: to, endedAt: end }\n',
  );
  const row = (id: string) => `${id},1,0010442079460000,2026-01-05T09:01:05Z\n`;
  const file = scratch.write('m.csv', `id,from,to,end\n${row('a')}x\n${row('b')}`);

  it('reads packed files, several, and standard input', async () => {
    const packed = scratch.write(
      'p.csv.gz',
      gzipSync(`to,end,id,from\n1,2026-01-05T09:01:05Z,p,2\n`),
    );
    const data = scratch.fresh('data');
    const flags = ['--mapping', mapping, '--data', data, '--outside-line', '0'];
    const { summary, rejected } = await replay([file, packed, '-'], scratch.fresh('out'), flags, {
      stdin: `id,from,to,end\n${row('s')}`,
    });
    expect(summary).toMatchObject({ records: 5, accepted: 4, rejected: 1 });
    expect(rejected).toEqual([{ reason: 'not-csv', field: null, file, line: 3, raw: 'x' }]);
    const kinds = await ask(data, "select count() as n from call where kind = 'international'");
    expect(kinds).toEqual([{ n: 3 }]);
  });

  it.each<[string, () => string[], RegExp]>([
    ['both', () => [file, '--mapping', mapping, '--format', 'ndjson'], /--format/],
    ['no file', () => [file, '--mapping', 'nowhere.yaml'], /nowhere\.yaml: cannot be read/],
    [
      'faults',
      () => [file, '--mapping', scratch.write('bad.yaml', 'format: csv\nfields:\n  called: to\n')],
      /^sekisho: bad\.yaml:3: fields: lacks callId; .*\nbad\.yaml:3: fields: lacks subscriber/,
    ],
    [
      'another file',
      () => [scratch.write('other.csv', 'id,from,end\n1,2,3\n'), '--mapping', mapping],
      /other\.csv .*lacks “to”; it names “id”, “from”, “end”/,
    ],
    ['an outside line', () => [file, '--outside-line', 'x'], /--outside-line x: write 1 to 4/],
  ])('exits 2 with %s', async (_what, args, message) => {
    const { code, stderr } = await sekisho(['replay', ...args(), '--out', scratch.fresh('out')]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('an outside line of a format that is built in', () => {
  it('is cut as the dial plan tells', async () => {
    const row = (id: string, called: string) =>
      `"C1","1","${called}","","","a","b","","","2026-01-05 09:00:00","","2026-01-05 09:00:10",10,0,"BUSY",3,"${id}",""\n`;
    const file = scratch.write('Master.csv', row('a', '0010442079460000') + row('b', '0312345678'));
    const data = scratch.fresh('data');
    await replay([file], scratch.fresh('out'), ['--data', data, '--outside-line', '0']);
    const kinds = await ask(data, 'select kind from call order by call_id');
    expect(kinds).toEqual([{ kind: 'international' }, { kind: 'domestic' }]);
  });
});
