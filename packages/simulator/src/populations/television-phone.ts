import { household } from './household.ts';
import type { Population } from './population.ts';

/** Families with the telephone of their television service: fewer calls still. */
export const televisionPhone: Population = {
  ...household,
  name: 'television-phone',
  service: 'tvphone',
  share: 10,
  legsPerDay: 1.5,
  abroad: { ...household.abroad, callers: 0.06 },
};
