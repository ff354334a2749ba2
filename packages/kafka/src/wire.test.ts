import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WireReader, WireWriter } from './wire.ts';

test('what is written is read', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -0x8000, max: 0x7fff }),
      fc.integer({ min: -0x80000000, max: 0x7fffffff }),
      fc.string({ maxLength: 400, unit: 'grapheme' }),
      fc.integer({ min: 0, max: 0x7ffffffe }),
      (short, long, text, count) => {
        const writer = new WireWriter().int16(short).int32(long).text(text).count(count).noTags();
        const frame = writer.frame();
        expect(frame.readInt32BE(0)).toBe(frame.length - 4);
        const reader = new WireReader(frame.subarray(4));
        expect([reader.int16(), reader.int32(), reader.text(), reader.count()]).toEqual([
          short,
          long,
          text,
          count,
        ]);
        reader.tags();
        expect(() => reader.int8()).toThrow(RangeError);
      },
    ),
  );
});

test('tags that are not known are passed over', () => {
  const bytes = Buffer.from([2, 0, 1, 0xff, 0x80, 0x01, 2, 0xaa, 0xbb, 42]);
  const reader = new WireReader(bytes);
  reader.tags();
  expect(reader.int8()).toBe(42);
});

test('a null text and a null array', () => {
  const reader = new WireReader(Buffer.from([0, 0]));
  expect(reader.text()).toBeNull();
  expect(reader.array(() => reader.int32())).toEqual([]);
});
