import type { RecordLayout } from '@sekisho/cdr';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RAW_BYTES } from './line-splitter.ts';
import { createSplitter } from './record-splitter.ts';

/** Each record as `<text>@<line>`, whatever the chunks. */
function split(layout: RecordLayout, content: string | Buffer, size = 1 << 20): string[] {
  const splitter = createSplitter(layout, 'f');
  const bytes = Buffer.from(content);
  const records: string[] = [];
  const take = (batches: ReturnType<typeof splitter.end>) => {
    for (const { buffer, starts, ends, lines } of batches) {
      for (const [i, start] of starts.entries()) {
        records.push(`${buffer.toString('utf8', start, ends[i])}@${lines[i]}`);
      }
    }
  };
  for (let i = 0; i < bytes.length; i += size) take(splitter.push(bytes.subarray(i, i + size)));
  take(splitter.end());
  return records;
}

describe('JSON objects', () => {
  it.each<[string, string[]]>([
    ['{"a":1}\n{"a":2}\r\n', ['{"a":1}@1', '{"a":2}@2']],
    ['{"a":1}{"a":2}', ['{"a":1}@1', '{"a":2}@1']],
    ['[{"a":1},{"a":2}]', ['{"a":1}@1', '{"a":2}@1']],
    ['[\n  {\n    "a": 1\n  },\n  {"a":2}\n]\n', ['{\n    "a": 1\n  }@2', '{"a":2}@5']],
    [
      '[\n{"a":\n[{"b":"}]{"}]\n},\n{"a":"\\"}"}\n]',
      ['{"a":\n[{"b":"}]{"}]\n}@2', '{"a":"\\"}"}@5'],
    ],
    ['\uFEFF[]\n \t\r\n', []],
    ['{"a":1\n{"b":2}\n', ['{"a":1@1', '{"b":2}@2']],
    ['{"a":"x\n{"b":2}\n', ['{"a":"x@1', '{"b":2}@2']],
    ['{"a":1', ['{"a":1@1']],
    ['hello\n{"a":1}\nbye', ['hello@1', '{"a":1}@2', 'bye@3']],
    ['{"a":1} x\n', ['{"a":1}@1', 'x@1']],
    ['}\n{"a":1}', ['}@1', '{"a":1}@2']],
    ['cdr=%7B%7D\nuuid=x&cdr={"a":1}\n', ['cdr=%7B%7D@1', 'uuid=x&cdr={"a":1}@2']],
    ['\uFEFF', []],
  ])('of %j', (content, expected) => {
    const { length } = Buffer.from(content);
    for (let size = 1; size <= length; size++)
      expect(split('json', content, size)).toEqual(expected);
  });

  it('finds those in any array, compact or not', () => {
    const value = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        value,
        fc.constantFrom(undefined, 1, '\t'),
        fc.integer({ min: 1, max: 40 }),
        (rows, indent, size) => {
          const found = split('json', JSON.stringify(rows, null, indent), size);
          const parsed = found.map((text) => JSON.parse(text.slice(0, text.lastIndexOf('@'))));
          expect(parsed).toEqual(JSON.parse(JSON.stringify(rows)));
        },
      ),
    );
  });

  it('keeps the first MiB of one without end, and goes on behind it', () => {
    const long = `{"a":"${'x'.repeat(3 * MAX_RAW_BYTES)}"}`;
    for (const size of [70_000, 5 * MAX_RAW_BYTES]) {
      const [first = '', second] = split('json', `${long},{"b":2}`, size);
      expect([first.length, second]).toEqual([MAX_RAW_BYTES + 2, '{"b":2}@1']);
    }
  });
});

describe('paragraphs', () => {
  it.each<[string, string[]]>([
    ['a\n\tb\n\nc\n', ['a\n\tb@1', 'c@4']],
    ['\uFEFF\n\r\na\r\n b\r\n \t\r\n\r\nc', ['a\r\n b@3', 'c@7']],
    ['', []],
    ['\n\n', []],
    ['a', ['a@1']],
  ])('of %j', (content, expected) => {
    const { length } = Buffer.from(content);
    for (let size = 1; size <= length; size++) {
      expect(split('paragraphs', content, size)).toEqual(expected);
    }
  });
});

describe.each<RecordLayout>(['lines', 'json', 'paragraphs'])('%s', (layout) => {
  const content = fc
    .array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ',',
        '"',
        '\\',
        '\n',
        '\r\n',
        ' ',
        'a',
        '電',
        '\uFEFF',
        '{"a":1}',
      ),
    )
    .map((pieces) => Buffer.from(pieces.join('')));

  const hasNoBom = (bytes: Buffer) => !bytes.includes('\uFEFF');

  it('are the same whatever the chunks', () => {
    fc.assert(
      fc.property(content, fc.integer({ min: 1, max: 9 }), (bytes, size) => {
        expect(split(layout, bytes, size)).toEqual(split(layout, bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('go on from any place where nothing is held', () => {
    fc.assert(
      // A mark stands behind whole records, where a byte order mark is text.
      fc.property(content.filter(hasNoBom), fc.nat({ max: 60 }), (bytes, cut) => {
        const at = Math.min(cut, bytes.length);
        const first = createSplitter(layout, 'f');
        const records = [...first.push(bytes.subarray(0, at))].flatMap(({ lines }) => lines);
        const mark = at - first.held;
        const second = createSplitter(layout, 'f', first.line);
        const all = [...second.push(bytes.subarray(mark)), ...second.end()];
        const lines = [...records, ...all.flatMap((batch) => batch.lines)];
        const expected = split(layout, bytes).map((text) => Number(text.split('@').at(-1)));
        expect(lines).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
