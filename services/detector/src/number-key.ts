import { hash } from 'node:crypto';

/** The installation's secret that makes references to numbers. */
export interface NumberKey {
  /** Hex. */
  secret: string;
  /** Tells keys apart without telling them; stored with every row. */
  id: number;
}

export function numberKey(secret: string): NumberKey {
  return { secret, id: Number.parseInt(hash('sha256', `id:${secret}`).slice(0, 8), 16) };
}

/**
 * A reference by which equal numbers can be grouped and joined without being read: 16 hex digits.
 * Two nested one-shot hashes, since an HMAC object a number is ten times slower.
 */
export function referenceOf(key: NumberKey, number: string): string {
  return hash('sha256', key.secret + hash('sha256', key.secret + number)).slice(0, 16);
}
