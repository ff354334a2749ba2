import type { Destination } from './destination.ts';
import type { Interpretation } from './number-readers.ts';
import { NO_REASONS, type Reason } from './reasons.ts';
import type { UnderstoodNumber } from './understood-number.ts';

export const UNKNOWN: UnderstoodNumber = Object.freeze({
  kind: 'unknown',
  e164: null,
  destination: null,
  candidate: null,
  reasons: NO_REASONS,
});

/** An unknown number with the country it may have been meant for, as risk evidence. */
export function unknownNumber(use: Interpretation, dialled: string): UnderstoodNumber {
  const digits = dialled.replace('+', '');
  const { home } = use;
  if (home !== null && lacksTrunkPrefix(use, digits)) return unknown(home.iso2, home.iso2);
  const destination = candidateOf(use, digits);
  return destination === null ? UNKNOWN : unknown(destination.iso2, destination.countryKey);
}

// Spreadsheets eat leading zeros: 9012345678 is a mobile number at home before it is Turkish.
function lacksTrunkPrefix({ plan, trunkPrefix }: Interpretation, digits: string): boolean {
  return trunkPrefix !== '' && plan.domestic.test(trunkPrefix + digits);
}

// 00881… is +881 behind a foreign 00, or +1 behind the carrier code 0088: the length tells.
function candidateOf(use: Interpretation, digits: string): Destination | null {
  let first: Destination | null = null;
  for (const pattern of use.plan.candidates) {
    const number = pattern.exec(digits)?.[1] ?? '';
    const destination = number === '' ? null : use.trie.find(number);
    if (destination === null || destination.class === 'unallocated') continue;
    if (use.plausibleLength(destination, number.length)) return destination;
    first ??= destination;
  }
  return first;
}

function unknown(candidate: string | null, countryKey: string): UnderstoodNumber {
  const reasons: Reason[] = [`candidate:${countryKey}`];
  return { kind: 'unknown', e164: null, destination: null, candidate, reasons };
}
