import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, prefixFault } from './prefix.ts';
import { isApproved } from './terms.ts';

describe('prefixFault', () => {
  it.each(['224', '22462', '1876', '7840', '44', '447911', '8821612345', '992'])(
    'takes %s',
    (prefix) => {
      expect(prefixFault(prefix, '81')).toBeUndefined();
    },
  );

  it.each([
    ['', /write a country code/],
    ['+224', /write a country code/],
    ['0224', /write a country code/],
    ['22', /shorter than a country code/],
    ['4', /shorter than a country code/],
    ['1', /several countries; write the area code too/],
    ['187', /area code/],
    ['77', /area code/],
    ['81', /is home/],
    ['813', /is home/],
    ['22462123456', /longer than 10 digits/],
  ])('refuses “%s”', (prefix, fault) => {
    expect(prefixFault(prefix, '81')).toMatch(fault);
  });

  it('never lets one through that holds home, or a whole shared code', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{0,12}$/),
        fc.constantFrom('81', '1', '44'),
        (prefix, home) => {
          if (prefixFault(prefix, home) !== undefined) return;
          expect(overlaps(prefix, home)).toBe(false);
          expect(prefix.length).toBeGreaterThanOrEqual(/^[17]/.test(prefix) ? 4 : 2);
          expect(prefix.length).toBeLessThanOrEqual(10);
        },
      ),
    );
  });
});

describe('isApproved', () => {
  const asked = { requestedBy: 'Sato', payloadHash: 'h' };
  it.each([
    [['tanaka', 'abe'], true],
    [['tanaka'], false],
    [['tanaka', 'Tanaka '], false],
    [['tanaka', 'sato'], false],
    [['sato', 'ＳＡＴＯ', 'tanaka'], false],
    [['sato', 'tanaka', 'abe'], true],
  ])('%j: %s', (people, expected) => {
    const approvals = people.map((by) => ({ by, payloadHash: 'h' }));
    expect(isApproved(asked, approvals)).toBe(expected);
    const others = people.map((by) => ({ by, payloadHash: 'another' }));
    expect(isApproved(asked, others)).toBe(false);
  });
});
