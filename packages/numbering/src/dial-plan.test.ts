import { describe, expect, it } from 'vitest';
import { buildNumbering, dataFile } from '../test/built-in.ts';
import { DataFileError } from './data-file-error.ts';
import { parseDialPlan } from './dial-plan.ts';

const jp = dataFile('dial-plans/jp.yaml');

function problemsOf(text: string): DataFileError {
  try {
    parseDialPlan(text, 'jp.yaml');
  } catch (error) {
    if (error instanceof DataFileError) return error;
    throw error;
  }
  throw new Error('the plan was accepted');
}

function lineOf(text: string, start: string): number {
  return text.split('\n').findIndex((line) => line.startsWith(start)) + 1;
}

describe('parseDialPlan', () => {
  it('keeps the structure of the contract to the letter', () => {
    expect(parseDialPlan(jp, 'jp.yaml').international).toBe(
      String.raw`^((?:000[089]|18[46])*)(001|002\d{2}|0091\d{2}|00[3-8]\d(?:\d{2})??)?010([1-9]\d{4,14})$`,
    );
  });

  it.each([
    [
      'trunkPrefix: "0"',
      'trunkPrefix: 0',
      'trunkPrefix',
      'is not text; write digits in quotes, or ""',
    ],
    [
      'trunkPrefix: "0"',
      'trunkPrefix: x',
      'trunkPrefix',
      'is not digits; write digits in quotes, or ""',
    ],
    [
      'emergency: ["110", "118", "119"]',
      'emergency: []',
      'emergency',
      'is empty; write at least one emergency number',
    ],
    [
      'emergency: ["110", "118", "119"]',
      'emergency: [110]',
      'emergency.0',
      'is not text; write an emergency number such as "110"',
    ],
    [
      "carrier: '001|",
      "carrier: '(001|",
      'carrier',
      'is not a regular expression; check its brackets',
    ],
    [
      '"184": withheld',
      '"184": hidden',
      'flags.184',
      'is not a flag; write withheld, sent or route',
    ],
    ['"184": withheld', 'abc: withheld', 'flags.abc', 'is not a prefix; write digits, * or #'],
    [
      'iso2: JP',
      'iso2: jp',
      'home.iso2',
      'is not a country; write two capital letters of ISO 3166, such as JP',
    ],
    [
      'countries: [JP]',
      'countries: [GB]',
      'home.countries',
      'lacks the home country; add the value of iso2',
    ],
    [
      'countryCode: "81"',
      'countryCode: "+81"',
      'home.countryCode',
      'is not a calling code; write 1 to 3 digits in quotes, such as "81"',
    ],
  ])('%s → %s: %s', (right, wrong, key, mend) => {
    const text = jp.replace(right, wrong);
    expect(text).not.toBe(jp);
    const error = problemsOf(text);
    expect(error.code).toBe('data-invalid');
    expect(error.message).toContain(mend);
    expect(error.problems.map((problem) => problem.key)).toContain(key);
    expect(error.problems[0]?.line).toBe(
      text.split('\n').findIndex((line) => line.includes(wrong)) + 1,
    );
  });

  it('wants three groups, and none in pieces', () => {
    const two = jp.replace('^((?:000[089]|18[46])*)(001', '^(?:(?:000[089]|18[46])*)(001');
    expect(problemsOf(two).message).toContain(
      'is not a whole pattern; write ^…$ with groups for flags',
    );
    const piece = jp.replace("'050[1-9]", "'(050)[1-9]");
    expect(problemsOf(piece).message).toContain(
      'domestic.1: has a capturing group; write (?:…) instead',
    );
  });

  it('tells every fault at once', () => {
    const text = jp
      .replace('trunkPrefix: "0"', 'trunkPrefix: x')
      .replace('iso2: JP', 'iso2: 1')
      .replace('name: jp', 'nam: jp');
    const { problems, message } = problemsOf(text);
    expect(problems.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['name', 'home.iso2', 'trunkPrefix']),
    );
    expect(message).toContain('unknown keys nam; take them out, or correct the spelling');
    expect(message).toContain(`jp.yaml:${lineOf(text, 'trunkPrefix')}: trunkPrefix: `);
  });

  it.each([
    ['name: "jp', 'data-not-readable'],
    ['a: [', 'data-not-readable'],
    ['', 'data-invalid'],
    ['- jp', 'data-invalid'],
  ])('refuses %j as %s', (text, code) => {
    expect(problemsOf(text)).toMatchObject({ code, file: 'jp.yaml' });
  });
});

it('names the versions of everything that decides', () => {
  const hash = '[0-9a-f]{8}';
  expect(buildNumbering().versions).toEqual({
    dialPlan: expect.stringMatching(new RegExp(`^jp@${hash}$`)),
    rates: expect.stringMatching(new RegExp(`^rates-example@${hash}$`)),
    riskLists: expect.stringMatching(new RegExp(`^high-risk-2015@${hash}$`)),
    countries: expect.stringMatching(new RegExp(`^countries@${hash}$`)),
  });
});
