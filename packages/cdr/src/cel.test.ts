import { describe, expect, it } from 'vitest';
import { createCelDecoder } from './cel.ts';
import { detectFormat } from './format.ts';
import { LegMemory } from './leg-memory.ts';

const RECEIVED_AT = Date.parse('2026-01-06T00:00:00Z');

// CELMaster1.csv of the Asterisk test suite.
const VECTOR =
  '"CHAN_START","1335310195.513823","","","","","","s","default","TinCan/string","","","3","","1335310195.0","1335310195.0","","","",""';

const COLUMNS = {
  eventtype: 'CHAN_START',
  eventtime: '1767603600.250000',
  cidname: 'Test "User"',
  cidnum: '0312345678',
  ani: '',
  rdnis: '',
  dnid: '',
  exten: '010442079460000',
  context: 'from-internal',
  channame: 'PJSIP/201-00000001',
  appname: '',
  appdata: '',
  amaflags: '3',
  accountcode: 'C000001',
  uniqueid: '1767603600.1',
  linkedid: '1767603600.1',
  bridgepeer: '',
  userfield: '',
  userdeftype: '',
  eventextra: '',
};
type Columns = Partial<typeof COLUMNS>;

const STARTED = 1_767_603_600_250;

function row(columns: Columns): string {
  const values = Object.values({ ...COLUMNS, ...columns });
  return values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
}

function feed(legs = new LegMemory()) {
  const decode = createCelDecoder('asterisk', legs);
  return (columns: Columns | string) => {
    const line = typeof columns === 'string' ? columns : row(columns);
    const bytes = Buffer.from(line, 'latin1');
    const decoded = decode(bytes, 0, bytes.length, RECEIVED_AT);
    if (decoded.outcome === 'ok') return decoded.cdr;
    return decoded.outcome === 'skip' ? 'skip' : `${decoded.reason} ${decoded.field}`;
  };
}

const answer = { eventtype: 'ANSWER', eventtime: '1767603605.25' };
const hangup = {
  eventtype: 'HANGUP',
  eventtime: '1767603665.25',
  exten: 'h',
  eventextra: '{"hangupcause":16,"hangupsource":"","dialstatus":"ANSWER"}',
};
/** The channel that was dialled. */
const peer = {
  cidnum: '010442079460000',
  accountcode: '',
  channame: 'PJSIP/c-2',
  uniqueid: '1767603600.2',
};

describe('createCelDecoder', () => {
  it('reads an answered call', () => {
    const take = feed();
    expect(take({})).toBe('skip');
    expect(take({ ...peer, exten: 's' })).toBe('skip');
    expect(take({ ...peer, ...answer })).toBe('skip');
    expect(take(answer)).toMatchObject({
      callId: '1767603600.1',
      event: 'start',
      at: STARTED + 5000,
      subscriber: 'C000001',
      line: '0312345678',
      called: '010442079460000',
      startedAt: STARTED,
      answeredAt: STARTED + 5000,
      correlationId: '1767603600.1',
    });
    expect(take({ eventtype: 'BRIDGE_ENTER' })).toBe('skip');
    expect(take({ ...peer, ...hangup })).toBe('skip');
    // A dial plan that changes the account at the end does not change whose call it was.
    expect(take({ ...hangup, accountcode: 'other' })).toMatchObject({
      event: 'stop',
      subscriber: 'C000001',
      called: '010442079460000',
      startedAt: STARTED,
      answeredAt: STARTED + 5000,
      endedAt: STARTED + 65_000,
      cause: 16,
    });
  });

  it('reads a call that was not answered', () => {
    const take = feed();
    take({});
    expect(take({ ...hangup, eventextra: '{"hangupcause":17}' })).toMatchObject({
      event: 'stop',
      called: '010442079460000',
      startedAt: STARTED,
      answeredAt: undefined,
      cause: 17,
    });
  });

  it('finds the call abroad that rides on a call to an announcement', () => {
    const take = feed();
    take({ exten: '0355550100' });
    take({ eventtype: 'ANSWER', exten: '0355550100' });
    take({ ...peer, exten: 's', eventtime: '1767603610' });
    expect(take({ ...peer, ...answer, eventtime: '1767603620' })).toMatchObject({
      callId: '1767603600.2',
      event: 'start',
      subscriber: 'C000001',
      line: '0312345678',
      called: '010442079460000',
      startedAt: Date.parse('2026-01-05T09:00:10Z'),
      correlationId: '1767603600.1',
    });
    expect(take({ ...peer, ...hangup })).toMatchObject({
      callId: '1767603600.2',
      event: 'stop',
      subscriber: 'C000001',
      called: '010442079460000',
    });
  });

  it('reads an end of which it knows no beginning', () => {
    expect(feed()({ ...hangup, exten: '010442079460000' })).toMatchObject({
      event: 'stop',
      subscriber: 'C000001',
      called: '010442079460000',
    });
    expect(feed()(hangup)).toMatchObject({ event: 'stop', called: undefined });
    expect(feed()({ ...peer, ...hangup })).toBe('skip');
  });

  it.each([
    ['the test suite’s row', VECTOR, 'skip'],
    ['another event', { eventtype: 'LINKEDID_END' }, 'skip'],
    ['nobody', { ...hangup, accountcode: '', cidnum: '' }, 'missing-field subscriber'],
    ['no type', { eventtype: '' }, 'bad-field eventtype'],
    ['no unique id', { uniqueid: '' }, 'missing-field uniqueid'],
    ['no time', { eventtime: '' }, 'missing-field eventtime'],
    ['a local time', { eventtime: '2026-01-05 18:00:00' }, 'bad-time eventtime'],
    ['a long account', { ...hangup, accountcode: 'x'.repeat(65) }, 'bad-field accountcode'],
    ['19 columns', VECTOR.slice(0, -3), 'not-csv null'],
    ['an open quote', VECTOR.slice(0, -1), 'not-csv null'],
    ['bytes that are not UTF-8', VECTOR.replace('default', '\xff'), 'not-utf8 null'],
  ])('answers to %s', (_name, columns, expected) => {
    expect(feed()(columns)).toBe(expected);
  });

  it('is told from its first line', () => {
    expect(detectFormat(Buffer.from(`${VECTOR}\n`))).toBe('asterisk-cel');
  });
});
