import { loadNumbering } from '@sekisho/reference';
import { describe, expect, it } from 'vitest';
import { findOutsideLine, unknownDoubts } from './number-doubts.ts';

const numbering = loadNumbering();
const plans = () => [{ name: 'e164-00', numbering: loadNumbering({ dialPlan: 'e164-00' }) }];

const tens = Array.from({ length: 10 }, (_, digit) => digit);
const abroad = tens.map((digit) => `010442079460${digit}00`);
const home = tens.map((digit) => `066123410${digit}`);

describe('findOutsideLine', () => {
  it.each(['0', '9', '8'])('finds a %s in front of most numbers', (digit) => {
    const called = [...abroad, ...home.slice(2)].map((number) => digit + number);
    expect(findOutsideLine([...called, ...home.slice(0, 2)], numbering)).toMatchObject({
      digits: digit,
      why: expect.stringContaining('20 of 20'),
    });
  });

  it.each([
    ['numbers as dialled', [...abroad, ...home]],
    ['extensions', tens.map((digit) => `20${digit}`)],
    ['too few', ['90661234100', '90661234101']],
    ['none', []],
  ])('finds none in front of %s', (_, called) => {
    expect(findOutsideLine(called, numbering)).toBeUndefined();
  });
});

describe('unknownDoubts', () => {
  it.each([
    ['names', tens.map((digit) => `alice${digit}`), /wrong column/],
    ['extensions', tens.map((digit) => `2${digit}3`), /between extensions/],
    ['numbers without their 0', home.map((number) => number.slice(1)), /0 in front/],
    ['numbers without their +', tens.map((digit) => `44207946000${digit}`), /without \+/],
    ['a foreign plan', tens.map((digit) => `0044207946000${digit}`), /--dial-plan e164-00/],
    ['junk', tens.map((digit) => `0000000${digit}0000`), /sekisho number/],
  ])('tells %s', (_, called, says) => {
    const doubts = unknownDoubts(called, numbering, plans);
    expect(doubts.map(({ message }) => message)).toEqual([expect.stringMatching(says)]);
  });

  it('says nothing where most numbers are known', () => {
    expect(unknownDoubts([...abroad, ...home, '201', '202'], numbering, plans)).toEqual([]);
  });
});
