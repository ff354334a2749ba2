import { uniqueShare } from './column-facts.ts';
import type { DurationColumn } from './duration-columns.ts';

const LONGEST_SECONDS = 14_400;

/**
 * Of columns without a name that says anything, the one whose amounts look like lengths of calls:
 * varied, and none of many hours. Of two of which one is never the longer, the shorter is the talk.
 */
export function lengthByContent(columns: readonly DurationColumn[]): DurationColumn | undefined {
  const lengths = columns.filter((column) => isLength(column));
  return lengths.toSorted((a, b) => total(a) - total(b))[0];
}

function isLength({ fact, amounts }: DurationColumn): boolean {
  const values = amounts.values.filter((value) => value > 0);
  const isNamed = NAMED_OTHERWISE.some((role) => fact.says(role) > 0);
  const isPadded = [...fact.distinct.keys()].some((cell) => /^0\d+$/.test(cell));
  if (isNamed || isPadded || values.length < 3 || uniqueShare(fact) < 0.2) return false;
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  return (
    largest >= 60 && largest <= LONGEST_SECONDS * (amounts.isClock ? 6 : 1) && !isCounter(values)
  );
}

const NAMED_OTHERWISE = [
  'callId',
  'cause',
  'cost',
  'line',
  'called',
  'calling',
  'subscriber',
] as const;

function isCounter(values: Float64Array): boolean {
  return values.every((value, at) => at === 0 || value > (values[at - 1] as number));
}

function total({ amounts }: DurationColumn): number {
  return amounts.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
}
