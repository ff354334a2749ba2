import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mapping } from '../mapping/mapping.ts';
import { createMappingReading } from '../mapping/mapping-reading.ts';
import { parseMapping } from '../mapping/parse-mapping.ts';
import { inspect } from './inspect.ts';
import { mappingText } from './mapping-text.ts';
import { NOW } from './testing.ts';

describe('any bytes', () => {
  /** Everything that says something is a mapping that the parser takes, or says what it lacks. */
  function check(bytes: Buffer): void {
    const found = inspect(bytes, { now: NOW });
    if (found.kind === 'unknown') expect(found.why).not.toBe('');
    if (found.kind !== 'mapping') return;
    const text = mappingText(found.mapping);
    if (found.lacks.length > 0) {
      expect(() => parseMapping(text, 'm')).toThrow();
      return;
    }
    expect(parseMapping(text, 'm')).toEqual(found.mapping);
    decodeLines(found.mapping, bytes);
  }

  /** What is proposed for a file reads that file, whatever becomes of its rows. */
  function decodeLines(mapping: Mapping, bytes: Buffer): void {
    const start = bytes.toString('latin1', 0, 3) === '\xef\xbb\xbf' ? 3 : 0;
    const lines = bytes
      .toString('latin1', start)
      .split('\n')
      .map((line) => Buffer.from(line.replace(/\r$/, ''), 'latin1'))
      .filter((line) => line.some((byte) => ![0x20, 0x09, 0x0d].includes(byte)));
    const reading = createMappingReading(mapping);
    const head = reading.headLines(lines);
    const decode = reading.open(lines.slice(0, head));
    for (const line of lines.slice(head)) decode(line, 0, line.length, NOW);
  }

  it('are answered', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => check(Buffer.from(bytes))),
      { numRuns: 200 },
    );
  });

  it('are answered where they look like tables', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        '-',
        'NULL',
        '"',
        "'",
        'called',
        'src',
        'id',
        'start',
        'duration',
        '発信番号',
        'type',
        'BYE',
        'INVITE',
        'SMS',
        '0',
        '00:01:02',
        '1,5',
        '{',
        '[{"a":1}]',
      ),
      fc.integer({ min: 0, max: 2_000_000_000 }).map(String),
      fc
        .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString()),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const table = fc
      .tuple(
        fc.constantFrom(',', ';', '\t', '|', '  '),
        fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), { maxLength: 12 }),
      )
      .map(([between, lines]) => lines.map((cells) => cells.join(between)).join('\n'));
    fc.assert(
      fc.property(table, (text) => check(Buffer.from(text))),
      { numRuns: 250 },
    );
  });

  it('are answered where they look like JSON', () => {
    const documents = fc.array(
      fc.dictionary(fc.constantFrom('id', 'src', 'dst', 'start', 'end', 'a.b', ''), fc.jsonValue()),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(documents, fc.constantFrom(undefined, 2), (values, indent) =>
        check(Buffer.from(values.map((value) => JSON.stringify(value, null, indent)).join('\n'))),
      ),
      { numRuns: 120 },
    );
  });
});
