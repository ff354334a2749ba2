import { describe, expect, it } from 'vitest';
import { buildNumbering, dataFile } from '../test/built-in.ts';
import { parseDialPlan } from './dial-plan.ts';
import { REASONS } from './reasons.ts';

const numbering = buildNumbering();

describe('reasons', () => {
  it.each([
    ['0312345678', []],
    ['010442071234567', []],
    ['0033010442071234567', ['carrier:0033']],
    ['003765010442071234567', ['carrier:003765']],
    ['00330312345678', ['carrier:0033']],
    ['184010442071234567', ['withheld']],
    ['1840033010881612345678', ['withheld', 'carrier:0033', 'class:satellite']],
    ['184184110', ['withheld']],
    ['186117', ['sent']],
    ['00000312345678', ['route:0000']],
    ['9,0312345678', ['outside-line']],
    ['0312345678,,1', ['pause']],
    ['9,0312345678,1', ['outside-line', 'pause']],
    ['01081312345678', ['dialled-home']],
    ['+81312345678', []],
    ['0102105551234', ['unallocated']],
    ['010979123456789', ['class:premium']],
    ['00442071234567', ['candidate:GB']],
    ['0033224601123456', ['candidate:GN']],
    ['011442071234567', ['candidate:GB']],
    ['224601123456', ['candidate:GN']],
    ['00881612345678', ['candidate:+881']],
    ['002105551234', []],
    ['9012345678', ['candidate:JP']],
    ['20001', []],
    ['alice', []],
  ])('%s: %j', (raw, reasons) => {
    expect(numbering.understand(raw).reasons).toEqual(reasons);
  });

  it('are all in the table', () => {
    const raws = ['1840033010881612345678', '00000312345678', '9,0312345678,1', '01081312345678'];
    const more = ['0102105551234', '00442071234567', '186117'];
    const codes = [...raws, ...more].flatMap((raw) => numbering.understand(raw).reasons);
    expect(new Set(codes.map((code) => code.replace(/:.*/, ':')))).toEqual(
      new Set(Object.keys(REASONS)),
    );
  });
});

describe('candidate', () => {
  it.each([
    ['00442071234567', 'GB'],
    ['001442071234567', 'GB'],
    ['0100442071234567', 'GB'],
    ['010442071234567890123', 'GB'],
    ['0018765551234', 'JM'],
    ['0012125551234', 'US'],
    ['0033142345678', 'FR'],
    ['00331423456', 'US'],
    ['00881612345678', null],
    ['10442071234567', null],
    ['anonymous', null],
  ])('%s: %s', (raw, candidate) => {
    expect(numbering.understand(raw)).toMatchObject({ kind: 'unknown', candidate });
  });
});

describe('an outside line that the source names', () => {
  it.each([
    ['0', '0010442071234567', 'international', '+442071234567', ['outside-line']],
    ['9', '9010442071234567', 'international', '+442071234567', ['outside-line']],
    ['0', '00312345678', 'domestic', '+81312345678', ['outside-line']],
    ['0', '0110', 'emergency', null, ['outside-line']],
    ['9', '9184110', 'emergency', null, ['outside-line', 'withheld']],
    [
      '0',
      '00033010442071234567',
      'international',
      '+442071234567',
      ['outside-line', 'carrier:0033'],
    ],
    ['0', '0010687123456', 'international', '+687123456', ['outside-line']],
    ['8', '8,0312345678', 'domestic', '+81312345678', ['outside-line']],
    ['0', '0,0312345678', 'domestic', '+81312345678', ['outside-line']],
    ['0', 'sip:0010442071234567@pbx', 'international', '+442071234567', ['outside-line']],
    // A PBX that also logs numbers without the digit.
    ['0', '0312345678', 'domestic', '+81312345678', []],
    ['0', '010442071234567', 'international', '+442071234567', []],
    ['0', '001010442071234567', 'international', '+442071234567', ['carrier:001']],
    ['0', '110', 'emergency', null, []],
    ['0', '+442071234567', 'international', '+442071234567', []],
    // Nothing makes sense of these: cut, as named.
    ['0', '000442071234567', 'unknown', null, ['outside-line', 'candidate:GB']],
    ['0', '00102105551234', 'international', '+2105551234', ['outside-line', 'unallocated']],
  ])('%s: %s is %s %s %j', (outsideLine, raw, kind, e164, reasons) => {
    expect(numbering.understand(raw, outsideLine)).toMatchObject({ kind, e164, reasons });
  });

  it('may be the default, which a source overrides', () => {
    const withZero = buildNumbering('jp', { outsideLine: '0' });
    expect(withZero.understand('0110').kind).toBe('emergency');
    expect(withZero.describe('0110').reasons).toEqual(['outside-line']);
    expect(withZero.understand('0110', '').kind).toBe('unknown');
  });

  it('is not guessed', () => {
    expect(numbering.understand('0010442071234567').kind).toBe('unknown');
    expect(numbering.understand('8,0312345678').kind).not.toBe('international');
  });
});

describe('a home country added to the plan without one', () => {
  const britain = 'home: { countryCode: "44", iso2: GB, countries: [GB] }\n';
  const dialPlan = parseDialPlan(britain + dataFile('dial-plans/e164-00.yaml'), 'gb.yaml');
  const abroadInJersey = buildNumbering('e164-00', { dialPlan });
  it.each([
    ['02071234567', 'domestic', '+442071234567', 'GB'],
    ['2071234567', 'domestic', '+442071234567', 'GB'],
    ['00442071234567', 'domestic', '+442071234567', 'GB'],
    ['+44 (0)20 7123 4567', 'domestic', '+442071234567', 'GB'],
    ['01534123456', 'international', '+441534123456', 'JE'],
    ['00441534123456', 'international', '+441534123456', 'JE'],
    ['0033142345678', 'international', '+33142345678', 'FR'],
  ])('%s is %s %s %s', (raw, kind, e164, iso2) => {
    expect(abroadInJersey.describe(raw)).toMatchObject({ kind, e164, iso2 });
  });
});
