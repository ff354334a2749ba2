import { loadNumbering } from '@sekisho/reference';
import { describe, expect, it } from 'vitest';
import { createOutsideLineCut } from './read-outside-line.ts';

const cut = createOutsideLineCut(loadNumbering());

describe('createOutsideLineCut', () => {
  it.each([
    ['0010442079460000', '0', '010442079460000'],
    ['9010442079460000', '9', '010442079460000'],
    ['00312345678', '0', '0312345678'],
    ['0110', '0', '110'],
    ['0-010-44-2079460000', '0', '-010-44-2079460000'],
    ['sip:0010442079460000@pbx', '0', 'sip:010442079460000@pbx'],
    ['"Bob 0" <sip:0010442079460000@10.0.0.1>', '0', '"Bob 0" <sip:010442079460000@10.0.0.1>'],
    // The digits were not in front: PBXs log both forms.
    ['010442079460000', '0', '010442079460000'],
    ['0312345678', '0', '0312345678'],
    ['010442079460000', '9', '010442079460000'],
    ['', '0', ''],
    ['alice', '0', 'alice'],
  ])('%s behind %s is %s', (called, digits, expected) => {
    expect(cut(called, digits)).toBe(expected);
  });
});
