import type { Decoded } from './decoded.ts';
import { reject } from './reject.ts';

/**
 * A fault of a record's field under the name that the feed has for it. Who is missing as the
 * subscriber could have been named in several places, so none of them is at fault alone.
 */
export function blame(decoded: Decoded, names: Readonly<Record<string, string>>): Decoded {
  if (decoded.outcome === 'ok' || decoded.field === null) return decoded;
  const { reason, field } = decoded;
  if (reason === 'missing-field' && field === 'subscriber') return decoded;
  return reject(reason, names[field] ?? field);
}
