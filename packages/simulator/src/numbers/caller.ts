import type { Random } from '../random.ts';
import { draw, weighted } from '../weighted.ts';
import { usualCountries } from './countries.ts';
import { landline } from './domestic.ts';
import { foreignNumber } from './foreign.ts';
import { fill } from './pattern.ts';

const callers = weighted([
  ['landline', 46],
  ['mobile', 46],
  ['withheld', 5],
  ['abroad', 3],
] as const);

/** The calling number of an inbound leg as the network delivers it. */
export function inboundCaller(rng: Random): string {
  const kind = draw(rng, callers);
  if (kind === 'withheld') return 'anonymous';
  if (kind === 'landline') return landline(rng);
  if (kind === 'mobile') return fill(rng, rng.pick(['070N#######', '080N#######', '090N#######']));
  return `+${foreignNumber(rng, draw(rng, usualCountries))}`;
}
