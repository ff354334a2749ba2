import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mapping } from '../mapping/mapping.ts';
import { parseMapping } from '../mapping/parse-mapping.ts';
import { mappingText } from './mapping-text.ts';

const base: Mapping = {
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  header: true,
  skipLines: 0,
  only: [],
  fields: {
    callId: { column: 'id' },
    line: { column: 2 },
    endedAt: { column: 'end', time: 'epoch' },
  },
};

const forms: [string, Partial<Mapping>][] = [
  ['defaults', {}],
  ['a file with titles', { delimiter: ';', skipLines: 3, quote: '', comment: '#' }],
  ['tabs', { format: 'tsv', delimiter: '\t', quote: '' }],
  ['quoted tabs', { format: 'tsv', delimiter: '\t', quote: '"' }],
  ['named columns', { header: false, columns: ['id', 'x', 'end'] }],
  [
    'bytes',
    {
      format: 'fixed',
      header: false,
      quote: '',
      columns: { id: '1-8', 氏名: '9-20', end: '21-30' },
    },
  ],
  ['JSON', { format: 'json', header: false, quote: '', encoding: 'euc-jp' }],
  [
    'all else',
    {
      source: 'osaka 1',
      timeZone: 'Asia/Tokyo',
      outsideLine: '0',
      only: [{ column: '種別', values: ['1', 'yes'] }],
    },
  ],
];

describe('mappingText', () => {
  it.each(forms)('says %s', (_, form) => {
    const mapping = { ...base, ...form };
    expect(parseMapping(mappingText(mapping), 'm.yaml')).toEqual(mapping);
  });

  it('says any names and values', () => {
    const name = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => !/\p{Cs}/u.test(text) && text !== '__proto__');
    fc.assert(
      fc.property(
        name,
        fc.dictionary(name, fc.constantFrom('inbound', 'outbound'), {
          minKeys: 1,
          noNullPrototype: true,
        }),
        (column, values) => {
          const fields = { ...base.fields, direction: { column, values, otherwise: 'outbound' } };
          const mapping = { ...base, fields };
          expect(parseMapping(mappingText(mapping), 'm.yaml')).toEqual(mapping);
        },
      ),
    );
  });
});
