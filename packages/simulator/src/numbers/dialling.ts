import type { Random } from '../random.ts';
import { draw, weighted } from '../weighted.ts';

// What stands before the country code; 00CARRIER and 184/186 as in the numbering of Japan.
const forms = weighted([
  ['010', 62],
  ['0033010', 9],
  ['001010', 8],
  ['+', 9],
  ['0061010', 4],
  ['184010', 4],
  ['186010', 2],
  ['009130010', 2],
]);

const OTHER_FORM = 0.1;

/** Forms that work elsewhere and fail here: guests and scanners try them. */
export const strangeForms: readonly string[] = ['00', '011', '9010', '9011', '0010'];

/** How a subscriber's equipment, or an intruder's, dials abroad. */
export function dialHabit(rng: Random): string {
  return draw(rng, forms);
}

/** The dialled string of an E.164 number: by habit, but for the share dialled in another way. */
export function dialAbroad(
  rng: Random,
  habit: string,
  number: string,
  otherForm = OTHER_FORM,
): string {
  const form = rng.chance(otherForm) ? dialHabit(rng) : habit;
  return form + number;
}
