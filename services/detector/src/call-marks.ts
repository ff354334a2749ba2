import type { Numbering, UnderstoodNumber } from '@sekisho/numbering';
import { type NumberKey, referenceOf } from './number-key.ts';
import type { Party } from './parties.ts';

/** What tells a called number's neighbours without telling the number. */
export interface NumberMarks {
  /** Leading digits: country code and what follows, all but the last four. */
  range: string;
  /** Keyed hash of the number without its last two digits. */
  blockRef: string;
  isOddLength: boolean;
}

const MOST_CACHED = 50_000;
const RANGE_HIDES = 4;
const BLOCK_HIDES = 2;
/** A range has at least so many digits behind the country code, and at most so many in all. */
const FEWEST_BEHIND = 2;
const MOST_DIGITS = 9;
/** Hexadecimal: as many bits as a number holds exactly. */
const NUMBER_DIGITS = 13;

/** Marks international numbers; remembered, since a hash costs more than all else. */
export function createNumberMarks(numbering: Numbering, key: NumberKey) {
  const known = new Map<string, NumberMarks>();
  return (party: Party): NumberMarks | undefined => {
    const { reference, understood } = party;
    if (reference === undefined || understood.e164 === null || understood.destination === null)
      return undefined;
    let marks = known.get(reference);
    if (marks === undefined) {
      marks = marksOf(numbering, key, understood);
      if (known.size === MOST_CACHED) known.clear();
      known.set(reference, marks);
    }
    return marks;
  };
}

function marksOf(numbering: Numbering, key: NumberKey, understood: UnderstoodNumber): NumberMarks {
  const digits = understood.e164!.slice(1);
  const { countryCode } = understood.destination!;
  const least = countryCode.length + FEWEST_BEHIND;
  const range = digits.slice(
    0,
    Math.min(MOST_DIGITS, Math.max(least, digits.length - RANGE_HIDES)),
  );
  return {
    range,
    blockRef: referenceOf(key, `${digits.slice(0, -BLOCK_HIDES)}**`),
    isOddLength: !numbering.isPlausibleLength(understood.destination!, digits.length),
  };
}

/** What stood before the number's own digits as it was dialled; `''` where that is not known. */
export function dialForm(dialled: string | undefined, { e164 }: UnderstoodNumber): string {
  if (dialled === undefined || e164 === null) return '';
  const digits = e164.slice(1);
  return dialled.endsWith(digits) ? dialled.slice(0, -digits.length) : 'other';
}

/** 52 bits of a reference, as many as a number holds exactly; 0 where there is none. */
export function referenceNumber(reference: string | undefined): number {
  return reference === undefined || reference === ''
    ? 0
    : Number.parseInt(reference.slice(0, NUMBER_DIGITS), 16);
}

/** The hexadecimal digits of a reference that `referenceNumber` took, at its beginning. */
export function referenceStart(number: number): string {
  return number.toString(16).padStart(NUMBER_DIGITS, '0');
}
