import { createDecoder, decodeNdjsonLine, type RecordFormat } from '@sekisho/cdr';
import { buildCdrJson } from '@sekisho/cdr/testing';
import { createDirectory, Owners } from '@sekisho/ledger';
import { createMetrics } from '@sekisho/runtime';
import { describe, expect, it } from 'vitest';
import { createCollectorMetrics } from './collector-metrics.ts';
import { createContractKeyRecord, createKeyRecord } from './key-record.ts';
import { NOW } from './testing/collector-parts.ts';

function key(
  text: string,
  { format, ...options }: { format?: RecordFormat; source?: string } = {},
) {
  const owners = new Owners({ directory: createDirectory([]), e164Of: () => null });
  const metrics = createCollectorMetrics(createMetrics('collector'), () => NOW);
  const parts = { owners, metrics };
  const keyRecord =
    format === undefined
      ? createContractKeyRecord(parts, options.source)
      : createKeyRecord(parts, createDecoder(format, options));
  const bytes = Buffer.from(`..${text}..`);
  return keyRecord(bytes, 2, bytes.length - 2, NOW);
}

const ROW =
  '"C1","1","010442079460000","","","a","b","","","2026-01-05 09:00:00","","2026-01-05 09:00:10",10,0,"BUSY",3,"u1",""';
const DOCUMENT = JSON.stringify({
  'core-uuid': 'x',
  variables: { uuid: 'u1', accountcode: 'C1', end_epoch: '1767603600', duration: '3' },
});

describe('createKeyRecord', () => {
  it.each<[RecordFormat, string]>([
    ['asterisk-csv', ROW],
    ['freeswitch-json', DOCUMENT],
    ['asterisk-csv', ROW.replace('"C1"', '""')],
  ])('writes %s as NDJSON that says the same: %s', (format, text) => {
    const form = { format, source: 'pbx1' };
    const bytes = Buffer.from(text);
    const decoded = createDecoder(format, form)(bytes, 0, bytes.length, NOW);
    const keyed = key(text, form);
    if (decoded.outcome !== 'ok' || keyed.outcome !== 'ok') throw new Error('both can be used');
    const { value } = keyed;
    const cdr = { ...decoded.cdr, subscriber: keyed.key };
    expect(decodeNdjsonLine(value, 0, value.length, NOW)).toEqual({ outcome: 'ok', cdr });
    expect(keyed.key).toBe(decoded.cdr.subscriber ?? `line:${decoded.cdr.line}`);
  });

  it.each([
    ['all', {}, undefined, true],
    ['all, and a source is named', {}, 'pbx1', true],
    ['no source, and none is named', { source: '' }, undefined, true],
    ['no source, and one is named', { source: null }, 'pbx1', false],
    ['no subscriber', { subscriber: '' }, undefined, false],
  ])('passes a record with %s on as it is: %j', (_what, overrides, source, isSame) => {
    const text = JSON.stringify(buildCdrJson({ more: 1, ...overrides }));
    const keyed = key(text, source === undefined ? {} : { source });
    expect(keyed.outcome === 'ok' && String(keyed.value) === text).toBe(isSame);
  });

  it('takes the subscriber for the key as it is read, not as it is written', () => {
    const text = JSON.stringify(buildCdrJson({ subscriber: 'X' })).replace(
      '"X"',
      '"C\\u0031\\ud800"',
    );
    expect(key(text)).toMatchObject({ outcome: 'ok', key: 'C1\uFFFD' });
  });

  it.each(['', 'x'.repeat(65)])('refuses the source %j', (source) => {
    expect(() => key('{}', { source })).toThrow(RangeError);
  });
});
