import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { loadNumbering } from '@sekisho/reference';
import { beforeAll, describe, expect, it } from 'vitest';
import { replay, type Summary } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { type Finished, sekisho } from '../support/sekisho.ts';
import { ask } from '../support/store.ts';
import { twoAtATime } from '../support/two-at-a-time.ts';

const scratch = scratchFolder();
/** Many processes one after the other. */
const PATIENCE_MS = 180_000;

const sample = (name: string) =>
  fileURLToPath(new URL(`../../packages/cdr/samples/${name}`, import.meta.url));

/** The calls that every sample tells in its own way. */
interface SampleCall {
  line: string;
  called: string;
  started: string;
  talk: number;
}

const CALLS = JSON.parse(readFileSync(sample('calls.json'), 'utf8')) as SampleCall[];

interface CallRow {
  started_at: string;
  duration_sec: number;
  called_masked: string;
  kind: string;
  direction: string;
  line: string;
  subscriber: string;
}

interface Case {
  file: string;
  subscriber?: (call: SampleCall) => string;
  /** Index of calls that are inbound in this file. */
  isInbound?: (index: number) => boolean;
  doubts: string[];
}

const contract = (call: SampleCall) => `C-${call.line.slice(-2)}`;
const account = (call: SampleCall) => `acct-${call.line.slice(-2)}`;

const cases: Case[] = [
  { file: 'osaka.csv', subscriber: contract, doubts: ['?zone', '?direction'] },
  {
    file: 'export.csv',
    doubts: ['?date-order', '?lines', '?cost', '?zone', '?direction', '?subscriber'],
  },
  { file: 'switch.psv', doubts: ['?direction', '?subscriber'] },
  { file: 'gaisen.tsv', doubts: ['?midnight', '?zone', '?direction', '?subscriber'] },
  {
    file: 'day-first.csv',
    doubts: ['?date-order', '?end-is-start', '?zone', '?direction', '?subscriber'],
  },
  {
    file: 'bare.csv',
    doubts: [
      '?called',
      '?callId',
      '?duration',
      '?line',
      '?header',
      '?zone',
      '?direction',
      '?subscriber',
    ],
  },
  {
    file: 'fixed.txt',
    doubts: [
      '?called',
      '?callId',
      '?unit',
      '?duration',
      '?line',
      '?columns',
      '?end-is-start',
      '?zone',
      '?direction',
      '?subscriber',
    ],
  },
  { file: 'nested.json', doubts: ['?direction', '?subscriber'] },
  { file: 'freeswitch.csv', subscriber: account, doubts: ['?header', '?zone', '?direction'] },
  { file: 'pbx.csv', doubts: ['?outside-line', '?zone', '?direction', '?subscriber'] },
  { file: 'mixed.csv', isInbound: (index) => index % 5 === 2, doubts: ['?only', '?subscriber'] },
  { file: 'voipmonitor.csv', doubts: ['?zone', '?direction', '?subscriber'] },
];

const numbering = loadNumbering();

function masked(number: string): string {
  return numbering.mask(numbering.understand(number), number);
}

function expectedRow(call: SampleCall, index: number, { subscriber, isInbound }: Case): CallRow {
  const isIn = isInbound?.(index) === true;
  const number = isIn ? call.line : call.called;
  return {
    started_at: call.started,
    duration_sec: call.talk,
    called_masked: masked(number),
    kind: numbering.understand(number).kind,
    direction: isIn ? 'inbound' : 'outbound',
    line: call.line,
    subscriber: subscriber?.(call) ?? `line:${call.line}`,
  };
}

const QUERY = `select toString(started_at) as started_at, toFloat64(duration_sec) as duration_sec,
  called_masked, kind, direction, line, subscriber from call order by started_at`;

interface RoundTrip {
  inspected: Finished;
  summary: Summary;
  calls: unknown[];
}

/** The proposal as it was printed, given back to replay. */
async function roundTrip({ file }: Case): Promise<RoundTrip> {
  const inspected = await sekisho(['inspect', sample(file)]);
  const mapping = scratch.write(`${file}.yaml`, inspected.stdout);
  const data = scratch.fresh('data');
  const { summary } = await replay([sample(file)], scratch.fresh('out'), [
    ...['--mapping', mapping, '--data', data],
  ]);
  return { inspected, summary, calls: await ask(data, QUERY) };
}

describe('a file of a form that nobody named', { timeout: PATIENCE_MS }, () => {
  let trips: RoundTrip[];
  beforeAll(async () => {
    trips = await twoAtATime(cases, roundTrip);
  }, PATIENCE_MS);

  it.each(cases.map((each, index) => [each.file, index, each] as const))(
    '%s is read by its proposed mapping',
    (_, index, each) => {
      const { inspected, summary, calls } = trips[index] as RoundTrip;
      const { code, stdout, stderr } = inspected;
      expect([code, stderr]).toEqual([0, '']);
      const told = [...stdout.matchAll(/^# {3}(\?[\w-]+)/gm)].map(([, doubt]) => doubt);
      expect(told).toEqual(each.doubts);
      expect(summary).toMatchObject({ accepted: CALLS.length, duplicates: 0, rejected: 0 });
      expect(calls).toEqual(CALLS.map((call, at) => expectedRow(call, at, each)));
    },
  );

  it('shows no number in full unless asked to', async () => {
    const hidden = trips.map(({ inspected }) => inspected.stdout).join('');
    const abroad = CALLS.map(({ called }) => called).filter((called) => called.startsWith('010'));
    const own = CALLS.map(({ line }) => line);
    expect([...abroad, ...own].filter((number) => hidden.includes(number))).toEqual([]);
    const { stdout } = await sekisho(['inspect', sample('osaka.csv'), '--show-numbers']);
    expect(stdout).toContain(abroad[0]);
  });
});

describe('the command', { timeout: PATIENCE_MS }, () => {
  it('names a known format and how to read it', async () => {
    const record = { callId: 'a', line: '0312345678', called: '010442079460000', durationSec: 60 };
    const file = scratch.write(
      'x.ndjson',
      JSON.stringify({ ...record, endedAt: 1_730_000_000_000 }),
    );
    const { code, stdout } = await sekisho(['inspect', file]);
    expect(code).toBe(0);
    expect(stdout).toContain(`${file} is ndjson, which is read without a mapping`);
    expect(stdout).toMatch(/1 {2}2024-.* yes .* 60 {2}line \*{7}678 .*\+4420\*+ .*GB/);
    expect(stdout).toContain('?subscriber');
  });

  it('saves a mapping, never over a file', async () => {
    const mapping = scratch.fresh('saved.yaml');
    const first = await sekisho(['inspect', sample('osaka.csv'), '--save', mapping]);
    expect([first.code, existsSync(mapping)]).toEqual([0, true]);
    const again = await sekisho(['inspect', sample('osaka.csv'), '--save', mapping]);
    expect([again.code, again.stdout]).toEqual([2, '']);
    expect(again.stderr).toMatch(/saved\.yaml.*exists already.*; name another/);
    const shown = await sekisho(['inspect', sample('osaka.csv'), '--mapping', mapping]);
    expect(shown.stdout).toContain('30 rows read; 30 accepted');
  });

  it('reads gzip from standard input, and answers programs', async () => {
    const stdin = gzipSync(readFileSync(sample('mixed.csv')));
    const { code, stdout } = await sekisho(['inspect', '-', '--json', '--rows', '2'], { stdin });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      format: null,
      mapping: { format: 'csv', fields: { callId: { column: 'record_id' } } },
      rows: [
        { line: 2, answered: true, durationSec: 217, kind: 'international', country: 'GB' },
        { line: 3, answered: true, durationSec: 173, kind: 'domestic', country: 'JP' },
      ],
      doubts: [{ code: '?only' }, { code: '?subscriber' }],
      summary: { rows: 30, accepted: 30, skipped: 8, refused: {} },
    });
  });

  it('shows the rows that a mapping refuses, and why', async () => {
    const mapping = scratch.write(
      'wrong.yaml',
      'format: csv\nfields: { callId: uniqueid, line: extension, called: dst, endedAt: { column: status, time: epoch } }\n',
    );
    const { code, stdout } = await sekisho(['inspect', sample('pbx.csv'), '--mapping', mapping]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n +2 {2}refused: bad-time status/);
    expect(stdout).toMatch(/\?refused .*30 of 30 rows are refused/);
    expect(stdout).toContain('refused: 30 bad-time status');
  });

  it.each([
    [['inspect', 'nope.csv'], /nope\.csv does not exist; name/],
    [['inspect', sample('osaka.csv'), '--mapping', 'nope.yaml'], /nope\.yaml.*; name/],
    [['inspect', sample('osaka.csv'), '--mapping', 'm', '--save', 'n'], /--save.*--mapping/],
    [['inspect', sample('osaka.csv'), '--time-zone', 'Mars/Base'], /Mars\/Base.*; write/],
    [['inspect', sample('osaka.csv'), '--rows', 'many'], /--rows/],
    [['inspect'], /file/],
  ])('%j exits 2 with one line', async (args, says) => {
    const { code, stdout, stderr } = await sekisho(args, { cwd: scratch.path });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('says what a file is that holds no records', async () => {
    const { code, stderr } = await sekisho(['inspect', '-'], { stdin: 'PK\u0003\u0004rest' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/ZIP archive or an Excel workbook; unpack it/);
  });
});
