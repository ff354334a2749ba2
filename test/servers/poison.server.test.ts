import { expect, it } from 'vitest';
import { fetchTopic } from '../support/fetch-topic.ts';
import { buildRecord } from '../support/record.ts';
import { brokers, Stream } from '../support/stream.ts';

interface Poison {
  what: string;
  key: Buffer | null;
  value: Buffer | null;
  reason: string;
  field?: string;
}

const s1 = Buffer.from('s1');
const good = JSON.stringify(buildRecord());
const text = (fields: object) => Buffer.from(JSON.stringify({ ...buildRecord(), ...fields }));

const POISON: Poison[] = [
  { what: 'no value', key: s1, value: null, reason: 'not-json' },
  { what: 'an empty value', key: s1, value: Buffer.alloc(0), reason: 'not-json' },
  { what: 'blanks alone', key: s1, value: Buffer.from('  \r\n'), reason: 'not-json' },
  { what: 'no UTF-8', key: s1, value: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), reason: 'not-utf8' },
  { what: '70 KiB', key: s1, value: text({ note: 'x'.repeat(71_680) }), reason: 'too-large' },
  { what: 'no JSON', key: s1, value: Buffer.from('{"callId":'), reason: 'not-json' },
  { what: 'two records', key: s1, value: Buffer.from(`${good}\n${good}`), reason: 'not-json' },
  { what: 'an array', key: s1, value: Buffer.from(`[${good}]`), reason: 'not-object' },
  { what: 'a number', key: s1, value: Buffer.from('42'), reason: 'not-object' },
  {
    what: 'a foreign key',
    key: Buffer.from('s2'),
    value: text({}),
    reason: 'bad-key',
    field: 'subscriber',
  },
  {
    what: 'a key of bytes',
    key: Buffer.from([0xff]),
    value: text({}),
    reason: 'bad-key',
    field: 'subscriber',
  },
  {
    what: 'an empty key',
    key: Buffer.alloc(0),
    value: text({}),
    reason: 'bad-key',
    field: 'subscriber',
  },
  { what: 'no key', key: null, value: text({}), reason: 'bad-key', field: 'subscriber' },
  {
    what: 'no subscriber',
    key: s1,
    value: text({ subscriber: null }),
    reason: 'missing-field',
    field: 'subscriber',
  },
  {
    what: 'no end',
    key: s1,
    value: text({ endedAt: null }),
    reason: 'missing-field',
    field: 'endedAt',
  },
  {
    what: 'a wrong type',
    key: s1,
    value: text({ callId: 7 }),
    reason: 'bad-field',
    field: 'callId',
  },
  {
    what: 'the year 2036',
    key: s1,
    value: text({ at: 2_082_758_400_000 }),
    reason: 'bad-time',
    field: 'at',
  },
];

it('publishes what cannot be used unchanged, and goes on', async () => {
  const stream = await Stream.open(3);
  const detector = await stream.start('detector');
  for (const { key, value } of POISON) {
    await stream.producer.send(stream.topic, [{ key, value }]);
  }
  await stream.produce([good]);
  await stream.processed();
  const rejected = await fetchTopic(brokers()[0]!, `${stream.topic}.rejected`);
  for (const { what, key, value, reason, field } of POISON) {
    const found = rejected.filter((record) => same(record.value, value) && same(record.key, key));
    const origin = expect.stringMatching(new RegExp(`^${stream.topic}-[012]-\\d+$`));
    const headers = field === undefined ? { origin, reason } : { origin, reason, field };
    expect({ what, headers: found.map((record) => record.headers) }).toEqual({
      what,
      headers: [headers],
    });
  }
  expect(rejected.length).toBe(POISON.length);
  expect(new Set(rejected.map(({ headers }) => headers['origin'])).size).toBe(POISON.length);
  expect(await detector.metric('rejected_total')).toBe(POISON.length);
  expect(await detector.metric('accepted_total')).toBe(1);
  expect(await stream.ask('select count() as calls from call')).toEqual([{ calls: 1 }]);
  expect((await detector.health()).healthy).toBe(true);
  await detector.stop();
});

it('cuts what is as large as the broker takes, since it takes no more with the headers', async () => {
  const stream = await Stream.open(1);
  await stream.start('detector');
  const value = Buffer.alloc(1_048_450, 'x');
  const key = Buffer.alloc(20_000, 'k');
  await stream.producer.send(stream.topic, [{ key: s1, value }]);
  await stream.producer.send(stream.topic, [{ key, value: Buffer.from(good) }]);
  await stream.produce([good]);
  await stream.processed(15_000);
  const [large, foreign] = await fetchTopic(brokers()[0]!, `${stream.topic}.rejected`);
  expect(large?.value).toEqual(value.subarray(0, 900_000));
  expect(large?.headers).toMatchObject({ reason: 'too-large', bytes: '1048450' });
  expect(foreign?.key).toEqual(key.subarray(0, 1024));
  expect(foreign?.headers).toMatchObject({ reason: 'bad-key', keyBytes: '20000' });
  expect(await stream.ask('select count() as calls from call')).toEqual([{ calls: 1 }]);
});

function same(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}
