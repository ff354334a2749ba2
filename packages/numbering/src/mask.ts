import { addressText, isPlainDialled, readDialString } from './dial-string.ts';
import type { UnderstoodNumber } from './understood-number.ts';

const LONGEST = 24;
const STARS = Array.from({ length: LONGEST + 1 }, (_, count) => '*'.repeat(count));

/**
 * A number as it may be stored and shown, at most 24 characters: country code and two digits of
 * a telephone number, emergency and short numbers as dialled, of anything else at most three
 * digits or the first letter.
 */
export function maskNumber(
  understood: UnderstoodNumber,
  raw: string,
  isOutsideLine: (digits: string) => boolean,
): string {
  const { e164, destination } = understood;
  if (e164 !== null) return keep(e164, 1 + (destination?.countryCode.length ?? 0) + 2);
  const dialled = isPlainDialled(raw) ? raw : readDialString(raw, isOutsideLine).dialled;
  if (dialled === '') return maskText(raw);
  switch (understood.kind) {
    case 'emergency':
    case 'short':
      return dialled.slice(0, LONGEST);
    case 'domestic':
      return keep(dialled, Math.min(2, dialled.length >> 1));
    default:
      return keep(dialled, Math.min(3, dialled.length >> 1));
  }
}

function keep(number: string, shown: number): string {
  const length = Math.min(number.length, LONGEST);
  return number.slice(0, shown) + STARS[Math.max(0, length - shown)]!;
}

function maskText(raw: string): string {
  if (raw === '') return '';
  const first = String.fromCodePoint(addressText(raw).codePointAt(0) ?? 0);
  return `${/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(first) ? first : '*'}***`;
}
