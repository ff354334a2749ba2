import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Mapping } from '../mapping/mapping.ts';
import { look, proposed } from './testing.ts';

const sample = (name: string) => readFileSync(new URL(`../../samples/${name}`, import.meta.url));

describe('a sample', () => {
  const expected: Record<string, Partial<Mapping>> = {
    'osaka.csv': {
      encoding: 'shift_jis',
      fields: {
        callId: { column: '呼ID' },
        subscriber: { column: 'お客様番号' },
        line: { column: '回線番号' },
        called: { column: '着信番号' },
        startedAt: { column: '通話開始日時', time: 'YYYY/M/D H:mm:ss' },
        endedAt: { column: '切断日時', time: 'YYYY/M/D H:mm:ss' },
        durationSec: { column: '通話秒数' },
        costJpy: { column: '料金(円)' },
      },
    },
    'switch.psv': {
      delimiter: '|',
      fields: {
        callId: { column: 'session_id' },
        line: { column: 'ani' },
        calling: { column: 'ani' },
        called: { column: 'dnis' },
        startedAt: { column: 'setup_time', time: 'epoch-ms' },
        answeredAt: { column: 'connect_time', time: 'epoch-ms', absent: ['0'] },
        endedAt: { column: 'release_time', time: 'epoch-ms' },
        durationSec: { column: 'billable_ms', unit: 'ms' },
        cause: { column: 'release_cause' },
      },
    },
    'gaisen.tsv': { format: 'tsv', encoding: 'euc-jp' },
    'export.csv': { delimiter: ';', skipLines: 2 },
    'fixed.txt': {
      format: 'fixed',
      encoding: 'shift_jis',
      columns: {
        column1: '1-9',
        column2: '10-29',
        column3: '30-41',
        column4: '42-61',
        column5: '62-75',
        column6: '76-81',
        column7: '82-87',
      },
    },
    'mixed.csv': { only: [{ column: 'record_type', values: ['CALL'] }] },
  };

  it.each(Object.entries(expected))('%s', (file, mapping) => {
    expect(proposed(sample(file)).mapping).toMatchObject(mapping);
  });
});

describe('what is no file of records', () => {
  it.each([
    ['', /empty/],
    [' \n\n', /empty/],
    ['PK\u0003\u0004....', /ZIP/],
    ['\u00ff\u00fei\u0000d\u0000', /UTF-16LE/],
    ['<?xml version="1.0"?><cdrs/>', /XML/],
    ['callid,src,dst\n', /no rows/],
    ['hello world\nsome text\n', /no columns/],
    ['{"cdrs":[{"id":1,"src":2,"dst":3}]}', /list cdrs.*jq/],
    ['[{"id":1,', /begins as JSON/],
    [
      'type,callid,src,dst,time\nINVITE,x,1,2,2026-11-03 10:00:00\nBYE,x,1,2,2026-11-03 10:01:00\nBYE,y,1,2,2026-11-03 10:01:00\n',
      /single events/,
    ],
  ])('%j', (content, why) => {
    expect(look(Buffer.from(content, 'latin1'))).toMatchObject({
      kind: 'unknown',
      why: expect.stringMatching(why),
    });
  });
});

describe('known formats', () => {
  it('are named', () => {
    expect(look('{"callId":"a","line":"1","endedAt":1790000000000}\n')).toEqual({
      kind: 'format',
      format: 'ndjson',
    });
  });

  it('are not taken for the contract where JSON has names of its own', () => {
    const { mapping } = proposed(
      '{"id":"a","src":"0312345678","dst":"0661234567","start":1790000000,"end":1790000060}\n',
    );
    expect(mapping).toMatchObject({ format: 'json', fields: { called: { column: 'dst' } } });
  });
});
