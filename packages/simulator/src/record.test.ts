import { describe, expect, test } from 'vitest';
import { type CallDetailRecord, demoPreset, simulate, toLine } from './index.ts';
import { isInternational } from './testing/recorded-run.ts';

const run = [...simulate({ ...demoPreset(5), attacks: 'all' })];
const records = run.map(({ record }) => record);

const required = [
  'source',
  'callId',
  'subscriber',
  'line',
  'service',
  'calling',
  'called',
] as const;

function talkSec({ answeredAt, endedAt }: CallDetailRecord): number | undefined {
  return answeredAt === undefined ? undefined : (endedAt! - answeredAt) / 1000;
}

function faults(record: CallDetailRecord): string[] {
  const { event, at, startedAt, answeredAt, endedAt, durationSec, cause } = record;
  const checks: [string, boolean][] = [
    ...required.map((key): [string, boolean] => [key, record[key].length > 0]),
    ['callId length', record.callId.length <= 128],
    ['subscriber length', record.subscriber.length <= 64],
    ['event', event === 'start' || event === 'stop'],
    ['direction', ['outbound', 'inbound'].includes(record.direction)],
    ['at', at === (event === 'stop' ? endedAt : answeredAt)],
    ['times are whole', [at, startedAt, answeredAt ?? 0, endedAt ?? 0].every(Number.isInteger)],
    ['answered after start', answeredAt === undefined || answeredAt > startedAt],
    ['ended', event === 'start' || (endedAt ?? 0) >= (answeredAt ?? startedAt)],
    ['talk', event === 'start' || durationSec === talkSec(record)],
    ['at most four hours', (durationSec ?? 0) < 14_400],
    ['cause', event === 'start' || (cause! >= 1 && cause! <= 127)],
  ];
  return checks.filter(([, holds]) => !holds).map(([name]) => name);
}

describe('every record', () => {
  test('is valid by the contract', () => {
    expect(records.flatMap(faults)).toEqual([]);
  });

  test('is a line of the size of real ones', () => {
    const bytes = records.map((record) => Buffer.byteLength(toLine(record)));
    const mean = bytes.reduce((a, b) => a + b, 0) / bytes.length;
    expect(mean).toBeGreaterThan(300);
    expect(mean).toBeLessThan(390);
    expect(Math.max(...bytes.slice(0, 50_000))).toBeLessThan(520);
  });

  test('has an identity of its own', () => {
    const ids = new Set(records.map(({ source, callId, event }) => `${source} ${callId} ${event}`));
    expect(ids.size).toBe(records.length);
  });
});

describe('the whole of a run', () => {
  const called = records.map((record) => record.called);

  test('has emergencies, short numbers, unanswered and busy legs', () => {
    for (const number of ['110', '119', '117']) expect(called).toContain(number);
    const causes = new Set(records.map((record) => record.cause));
    for (const cause of [16, 17, 19, 1]) expect(causes).toContain(cause);
  });

  test('dials abroad in many forms', () => {
    for (const form of ['010', '0033010', '001010', '184010', '+', '009130010']) {
      expect(called.some((number) => number.startsWith(form))).toBe(true);
    }
  });

  test('attacks go to 30 countries and more, most of them on no list of 2015', () => {
    const listed = /^(53|2(12|20|24|28|31|32|42|43|45|47|52|57|69)|3(55|7[01257]|8[127])|67[07])/;
    const attacked = run.filter((item) => item.label !== null && isInternational(item));
    const numbers = attacked.map(({ record }) => record.called.replace(/^(.*?010|\+)/, ''));
    const heads = new Set(numbers.map((number) => number.slice(0, 3)));
    expect(heads.size).toBeGreaterThanOrEqual(30);
    expect([...heads].filter((head) => !listed.test(head)).length).toBeGreaterThan(10);
  });
});
