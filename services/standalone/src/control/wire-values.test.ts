import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unwire, wire } from './wire-values.ts';

const scalar = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
);

it('gives back every value as it was, times among them', () => {
  const values = fc.array(fc.oneof(scalar, fc.array(scalar)));
  fc.assert(
    fc.property(values, (given) => {
      const sent = JSON.parse(JSON.stringify(wire(given))) as unknown[];
      expect(unwire(sent)).toEqual(given);
    }),
  );
});
