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

export type PartyOf = (raw: string) => Party;

/**
 * Understands numbers. References are remembered, since hashing one costs more than all else;
 * domestic numbers have none, are many, and are quicker understood than looked up.
 */
export function createParties(numbering: Numbering, key: NumberKey): PartyOf {
  const references = new Map<string, string>();
  return (raw) => {
    const understood = numbering.understand(raw);
    const masked = numbering.mask(understood, raw);
    const isKept = understood.kind === 'international' || understood.kind === 'unknown';
    if (!isKept || raw === '') return { understood, masked, reference: undefined, full: undefined };
    const full = understood.e164 ?? raw;
    let reference = references.get(full);
    if (reference === undefined) {
      reference = referenceOf(key, full);
      if (references.size === MOST_CACHED) references.clear();
      references.set(full, reference);
    }
    return { understood, masked, reference, full };
  };
}
