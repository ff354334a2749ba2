import type { Numbering, UnderstoodNumber } from '@sekisho/numbering';
import { type NumberKey, referenceOf } from './number-key.ts';

const MOST_CACHED = 50_000;

/** A number of a record in the forms that may be kept of it. */
export interface Party {
  understood: UnderstoodNumber;
  masked: string;
  /** Keyed hash of an international or unknown number; `undefined` of others. */
  reference: string | undefined;
  /** In full, for the restricted column; `undefined` where not even that is kept. */
  full: string | undefined;
}

/** Understands numbers and remembers the ones that come often. */
export function createParties(numbering: Numbering, key: NumberKey): (raw: string) => Party {
  const cached = new Map<string, Party>();
  return (raw) => {
    const known = cached.get(raw);
    if (known !== undefined) return known;
    const party = describe(raw, numbering, key);
    if (cached.size === MOST_CACHED) cached.clear();
    cached.set(raw, party);
    return party;
  };
}

function describe(raw: string, numbering: Numbering, key: NumberKey): Party {
  const understood = numbering.understand(raw);
  const masked = numbering.mask(understood, raw);
  const isKept = understood.kind === 'international' || understood.kind === 'unknown';
  if (!isKept || raw === '') return { understood, masked, reference: undefined, full: undefined };
  const full = understood.e164 ?? raw;
  return { understood, masked, reference: referenceOf(key, full), full };
}
