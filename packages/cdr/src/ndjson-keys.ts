import { RAW_FIELDS } from './raw-record.ts';

/** The place in `RAW_FIELDS` of a key that is not one of them. */
export const UNKNOWN_FIELD = RAW_FIELDS.length;

const KEYS = RAW_FIELDS.map((field) => Buffer.from(`${field}"`));
const KEYS_BY_FIRST_BYTE = indexByFirstByte();

/**
 * Which field came last after each field. A switch writes its records in one order, so the guess
 * is nearly always right, and wrong it only costs a comparison.
 */
const followers = new Uint8Array(RAW_FIELDS.length + 1).fill(0);

/** The place in `RAW_FIELDS` of the key that begins at `i`; `previous` is that of the one before. */
export function matchKey(bytes: Buffer, i: number, end: number, previous: number): number {
  const guess = followers[previous] as number;
  if (isKey(KEYS[guess] as Buffer, bytes, i, end)) return guess;
  const candidates = KEYS_BY_FIRST_BYTE[bytes[i] as number] as readonly number[];
  for (const field of candidates) {
    if (isKey(KEYS[field] as Buffer, bytes, i, end)) {
      followers[previous] = field;
      return field;
    }
  }
  return UNKNOWN_FIELD;
}

/** Bytes from the first of a key to behind its closing quote. */
export function keyLength(field: number): number {
  return (KEYS[field] as Buffer).length;
}

function isKey(key: Buffer, bytes: Buffer, i: number, end: number): boolean {
  const length = key.length;
  if (i + length > end) return false;
  for (let k = 0; k < length; k++) {
    if (bytes[i + k] !== key[k]) return false;
  }
  return true;
}

function indexByFirstByte(): number[][] {
  const index: number[][] = Array.from({ length: 256 }, () => []);
  for (const [field, key] of KEYS.entries()) index[key[0] as number]?.push(field);
  return index;
}
