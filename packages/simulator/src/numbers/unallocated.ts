import type { Random } from '../random.ts';
import { fill } from './pattern.ts';

// Country codes that nobody has been given.
const codes = ['210', '215', '259', '285', '384', '693', '699', '801', '831', '854', '969', '999'];

/** A number of no country: a typing error, an old note, or a feed that lost its first digits. */
export function unallocatedNumber(rng: Random): string {
  return rng.pick(codes) + fill(rng, '########');
}
