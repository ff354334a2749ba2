import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildRecord, type RecordFields, T0 } from '../support/record.ts';
import { type RejectedLine, type Replayed, replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

type Fault = [reason: string, field: string | null];

interface Case {
  name: string;
  line: Buffer;
  fault: Fault | null;
}

const MOST_BYTES = 65_536;
const MINUTE = 60_000;
const scratch = scratchFolder();

function refused(name: string, fault: Fault, overrides: RecordFields): Case {
  return recordCase(`${fault.join(' ')}: ${name}`, fault, overrides);
}

function taken(name: string, overrides: RecordFields): Case {
  return recordCase(`taken: ${name}`, null, overrides);
}

// A subscriber to each case: one case's clock or leg must not touch the next.
function recordCase(name: string, fault: Fault | null, overrides: RecordFields): Case {
  const record = buildRecord({ subscriber: name.slice(0, 64), ...overrides });
  return { name, fault, line: Buffer.from(JSON.stringify(record)) };
}

function lineCase(name: string, fault: Fault | null, line: string | Buffer): Case {
  return { name, fault, line: Buffer.from(line) };
}

function faultOfEach(field: string, reason: string, values: readonly unknown[]): Case[] {
  return values.map((value) =>
    refused(JSON.stringify(value).slice(0, 40), [reason, field], { [field]: value }),
  );
}

/** A record that is exactly so many bytes long. */
function sized(bytes: number, subscriber: string): string {
  const frame = JSON.stringify(buildRecord({ subscriber, note: '' })).length;
  return JSON.stringify(buildRecord({ subscriber, note: 'x'.repeat(bytes - frame) }));
}

function withByte(byte: number, subscriber: string): Buffer {
  const line = Buffer.from(JSON.stringify(buildRecord({ subscriber, note: '#' })));
  line[line.indexOf('#')] = byte;
  return line;
}

const soon = (minutes: number) => Date.now() + minutes * MINUTE;

const NO_TIMES = [
  '2025-03-03',
  '2025-03-03T03:00:00',
  '2025-03-03T03:00Z',
  '2025-03-03 03:00:00Z',
  '2025-03-03t03:00:00Z',
  '2025-03-03T03:00:00z',
  '2025-03-03T03:00:00.Z',
  '2025-03-03T03:00:00,5Z',
  '2025-03-03T03:00:00+0900',
  '2025-03-03T03:00:00+09',
  '2025-03-03T24:00:00Z',
  '2025-03-03T03:60:00Z',
  '2025-03-03T23:59:60Z',
  '2025-02-29T03:00:00Z',
  '2025-13-01T03:00:00Z',
  '2025-00-10T03:00:00Z',
  '2025-04-31T03:00:00Z',
  '2025-3-3T03:00:00Z',
  ' 2025-03-03T03:00:00Z',
  '2025-03-03T03:00:00Z ',
  '20250303T030000Z',
  '1741000000000',
  '1999-12-31T23:59:59.999Z',
  '2000-01-01T00:30:00+01:00',
  '2101-01-01T00:00:00Z',
  '2100-12-31T23:00:00-01:00',
  99_999_999_999,
  100_000_000_000,
  946_684_799_999,
  4_133_980_800_000,
  -1,
  0,
  true,
  false,
  {},
  [],
];

const TIMES = [
  '2024-02-29T03:00:00Z',
  '2025-03-03T03:00:00.1Z',
  '2025-03-03T03:00:00.123456789012Z',
  '2025-03-03T12:00:00+09:00',
  '2025-03-02T22:30:00-04:30',
  '2000-01-01T00:00:00Z',
  '1999-12-31T23:00:00-02:00',
  946_684_800_000,
  1_740_970_800_000.9,
];

const cases: Case[] = [
  ...faultOfEach('source', 'bad-field', [5, true, [], {}, 's'.repeat(65)]),
  taken('64 characters of source', { source: 's'.repeat(64) }),
  taken('an empty source', { source: '' }),
  ...faultOfEach('callId', 'missing-field', [null, '']),
  ...faultOfEach('callId', 'bad-field', [5, false, 'c'.repeat(129)]),
  taken('128 characters of callId', { callId: 'c'.repeat(128) }),
  ...faultOfEach('event', 'bad-field', ['end', 'Stop', 0, true]),
  taken('an empty event', { event: '' }),
  ...faultOfEach('at', 'bad-time', ['yesterday', 1e10, true, {}]),
  refused('11 minutes ahead', ['bad-time', 'at'], { at: soon(11) }),
  refused('2036 in `at`', ['bad-time', 'at'], { at: '2036-02-07T06:28:16Z' }),
  refused('2036 in `endedAt`', ['bad-time', 'at'], { endedAt: '2036-02-07T06:28:16Z' }),
  taken('9 minutes ahead', { at: soon(9) }),
  refused('interim', ['missing-field', 'at'], { event: 'interim', endedAt: undefined }),
  refused('start without any time', ['missing-field', 'at'], {
    event: 'start',
    startedAt: null,
    answeredAt: null,
    endedAt: null,
  }),
  refused('nor line', ['missing-field', 'subscriber'], { subscriber: undefined }),
  refused('both empty', ['missing-field', 'subscriber'], { subscriber: '', line: '' }),
  ...faultOfEach('subscriber', 'bad-field', [7, true, 's'.repeat(65)]),
  taken('a line alone', { subscriber: null, line: '0312345678' }),
  ...['line', 'service', 'divertedFrom', 'calling'].flatMap((field) =>
    faultOfEach(field, 'bad-field', [5, false, ['x'], {}]),
  ),
  ...faultOfEach('direction', 'bad-field', ['out', 'Outbound', 1]),
  ...faultOfEach('legKind', 'bad-field', ['diverted', 1]),
  ...faultOfEach('called', 'bad-field', [10224601123456, true, {}]),
  taken('called that is empty', { called: '' }),
  ...['stop', 'interim', 'start'].flatMap((event) =>
    [undefined, null].map((called) =>
      refused(`${event} ${called}`, ['missing-field', 'called'], { event, called, at: T0 }),
    ),
  ),
  ...NO_TIMES.map((time) =>
    refused(`${JSON.stringify(time)}`, ['bad-time', 'startedAt'], { startedAt: time }),
  ),
  ...TIMES.map((time) => taken(`startedAt ${JSON.stringify(time)}`, { startedAt: time })),
  ...faultOfEach('answeredAt', 'bad-time', ['x', 5, true]),
  ...faultOfEach('endedAt', 'bad-time', ['x', 5, true]),
  refused('none', ['missing-field', 'endedAt'], { endedAt: undefined }),
  refused('only `at`', ['missing-field', 'endedAt'], { endedAt: null, at: T0 }),
  refused('2,001 ms before start', ['bad-time', 'endedAt'], {
    answeredAt: null,
    endedAt: T0 - 2001,
  }),
  refused('2,001 ms before answer', ['bad-time', 'endedAt'], {
    startedAt: null,
    endedAt: T0 - 2001,
  }),
  taken('endedAt 2,000 ms before start and answer', { endedAt: T0 - 2000 }),
  ...faultOfEach('durationSec', 'bad-field', [-0.001, '60', true, []]),
  ...faultOfEach('cause', 'bad-field', [16.5, '16', true]),
  ...faultOfEach('barred', 'bad-field', ['true', 1, 0]),
  ...['correlationId', 'sourceIp', 'userAgent', 'trunk'].flatMap((field) =>
    faultOfEach(field, 'bad-field', [5, false, {}]),
  ),
  ...faultOfEach('costJpy', 'bad-field', [-0.001, '100', true]),
  taken('null in every optional field', nulls(null)),
  taken('an empty string in every optional field', nulls('')),
  taken('unknown fields', { Called: 5, note: { deep: [1] }, startedat: 'never' }),
  ...inTableOrder(),
  lineCase('not JSON', ['not-json', null], 'hello'),
  lineCase('cut off', ['not-json', null], '{"callId":"c'),
  lineCase('a form feed is not blank', ['not-json', null], '\f'),
  lineCase('two objects', ['not-json', null], '{} {}'),
  lineCase('array', ['not-object', null], `[${JSON.stringify(buildRecord())}]`),
  lineCase('null', ['not-object', null], 'null'),
  lineCase('number', ['not-object', null], '5'),
  lineCase('string', ['not-object', null], '"stop"'),
  lineCase('an empty object', ['missing-field', 'callId'], '{}'),
  lineCase('65,536 bytes', null, sized(MOST_BYTES, 'large')),
  lineCase('65,537 bytes', ['too-large', null], sized(MOST_BYTES + 1, 'larger')),
  lineCase('65,537 bytes of no JSON', ['too-large', null], 'x'.repeat(MOST_BYTES + 1)),
  lineCase('Latin-1', ['not-utf8', null], withByte(0xe9, 'latin')),
  lineCase('not UTF-8, not JSON', ['not-utf8', null], Buffer.from([0x7b, 0xff])),
  lineCase('half a character', ['not-utf8', null], withByte(0xc3, 'half')),
  lineCase('too large before not UTF-8', ['too-large', null], Buffer.alloc(MOST_BYTES + 1, 0xff)),
  lineCase('U+FFFD that was sent', null, JSON.stringify(buildRecord({ note: '\uFFFD' }))),
];

function nulls(value: null | ''): RecordFields {
  const fields = 'source event at line service direction legKind divertedFrom calling';
  const more = 'answeredAt durationSec cause barred correlationId sourceIp userAgent trunk costJpy';
  return Object.fromEntries(`${fields} ${more}`.split(' ').map((field) => [field, value]));
}

/** Of two faults the one whose field stands first in the contract's table is told. */
function inTableOrder(): Case[] {
  const faults: [string, Fault, unknown][] = [
    ['source', ['bad-field', 'source'], 1],
    ['callId', ['missing-field', 'callId'], null],
    ['event', ['bad-field', 'event'], 1],
    ['at', ['bad-time', 'at'], 'x'],
    ['subscriber', ['bad-field', 'subscriber'], 1],
    ['line', ['bad-field', 'line'], 1],
    ['service', ['bad-field', 'service'], 1],
    ['direction', ['bad-field', 'direction'], 1],
    ['legKind', ['bad-field', 'legKind'], 1],
    ['calling', ['bad-field', 'calling'], 1],
    ['called', ['bad-field', 'called'], 1],
    ['startedAt', ['bad-time', 'startedAt'], 'x'],
    ['answeredAt', ['bad-time', 'answeredAt'], 'x'],
    ['endedAt', ['bad-time', 'endedAt'], 'x'],
    ['durationSec', ['bad-field', 'durationSec'], -1],
    ['cause', ['bad-field', 'cause'], 'x'],
    ['barred', ['bad-field', 'barred'], 'x'],
    ['correlationId', ['bad-field', 'correlationId'], 1],
    ['sourceIp', ['bad-field', 'sourceIp'], 1],
    ['userAgent', ['bad-field', 'userAgent'], 1],
    ['trunk', ['bad-field', 'trunk'], 1],
    ['costJpy', ['bad-field', 'costJpy'], -1],
  ];
  return faults.slice(1).map(([later, , value], i) => {
    const [field, fault, wrong] = faults[i] as [string, Fault, unknown];
    return refused(`before ${later}`, fault, { [later]: value, [field]: wrong });
  });
}

const BLANKS = ['', ' ', '\t', '\r', ' \t\r\r'];
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

interface Laid {
  bytes: Buffer;
  lineOf: number[];
}

// Behind a BOM, with an empty line of some kind before each record, LF and CR LF in turn, and no
// line end behind the last record.
function layOut(lines: readonly Buffer[]): Laid {
  const parts: Buffer[] = [BOM];
  const lineOf: number[] = [];
  lines.forEach((line, i) => {
    parts.push(Buffer.from(`${BLANKS[i % BLANKS.length]}\n`));
    lineOf.push(2 * i + 2);
    parts.push(line);
    if (i < lines.length - 1) parts.push(Buffer.from(i % 2 === 0 ? '\n' : '\r\n'));
  });
  return { bytes: Buffer.concat(parts), lineOf };
}

function rejectedText({ line: raw, fault }: Case, line: number): string {
  const [reason, field] = fault as Fault;
  const text = raw.toString('utf8');
  const record = Buffer.from(text).equals(raw)
    ? { raw: text }
    : { rawBase64: raw.toString('base64') };
  return JSON.stringify({ reason, field, file: 'feed.ndjson', line, ...record });
}

/** A replay and a query on a machine that is busy. */
const PATIENCE_MS = 60_000;

describe('what is wrong with a record', () => {
  const { bytes, lineOf } = layOut(cases.map(({ line }) => line));
  const placed = cases.map((each, i) => ({ ...each, at: lineOf[i] as number }));
  let replayed: Replayed;
  let byLine: Map<number, RejectedLine>;

  beforeAll(async () => {
    scratch.write('feed.ndjson', bytes);
    replayed = await replay(['feed.ndjson'], 'rejects', [], { cwd: scratch.path });
    byLine = new Map(replayed.rejected.map((each) => [each.line, each]));
  }, PATIENCE_MS);

  it.each(placed)('$name', ({ at, fault }) => {
    const found = byLine.get(at);
    expect(found && [found.reason, found.field]).toEqual(fault ?? undefined);
  });

  it('writes each refused record as it was read, in order, its keys in order', () => {
    const expected = placed.filter(({ fault }) => fault !== null);
    const text = readFileSync(join(scratch.path, 'rejects', 'rejected.ndjson'), 'utf8');
    expect(text.split('\n')).toEqual([...expected.map((each) => rejectedText(each, each.at)), '']);
  });

  it('counts every record once', () => {
    const rejected = cases.filter(({ fault }) => fault !== null).length;
    expect(replayed.summary).toMatchObject({
      records: cases.length,
      rejected,
      duplicates: 0,
      late: 0,
      accepted: cases.length - rejected,
    });
  });
});
