import type { Summary } from '../summary/summary.ts';
import { duration, percentWithin, rateWithin, whole, yen } from './format.ts';
import type { Column } from './report-table.ts';

export const RESTRICT_COLUMNS: readonly Column<Summary>[] = [
  ['detector', ({ detector }) => detector],
  ['recall of victims', ({ shares }) => percentWithin(shares.recall)],
  ['recall, mean of shapes', ({ shares }) => percentWithin(shares.recallOverShapes)],
  ['yen averted', ({ shares }) => percentWithin(shares.averted)],
  ['averted, mean of shapes', ({ shares }) => percentWithin(shares.avertedOverShapes)],
  ['the same with teardown', ({ shares }) => percentWithin(shares.teardownOverShapes)],
  ['precision', ({ precision }) => percentWithin(precision)],
  ['false per 100,000 days', ({ restrict }) => rateWithin(restrict.false.per100kDays)],
];

export const DELAY_COLUMNS: readonly Column<Summary>[] = [
  ['detector', ({ detector }) => detector],
  ['time', ({ restrict }) => duration(restrict.delay.seconds?.median)],
  ['quartiles', ({ restrict }) => quartilesOf(restrict.delay.seconds, duration)],
  ['calls', ({ restrict }) => whole(restrict.delay.calls?.median)],
  ['quartiles', ({ restrict }) => quartilesOf(restrict.delay.calls, whole)],
  ['yen', ({ restrict }) => yen(restrict.delay.yen?.median)],
  ['quartiles', ({ restrict }) => quartilesOf(restrict.delay.yen, yen)],
];

export const ASK_COLUMNS: readonly Column<Summary>[] = [
  ['detector', ({ detector }) => detector],
  ['asked or restricted', ({ shares }) => percentWithin(shares.askRecall)],
  ['mean of shapes', ({ shares }) => percentWithin(shares.askRecallOverShapes)],
  ['false asks per 100,000 days', ({ ask }) => rateWithin(ask.false.per100kDays)],
  ['time', ({ ask }) => duration(ask.delay.seconds?.median)],
  ['calls', ({ ask }) => whole(ask.delay.calls?.median)],
  ['yen', ({ ask }) => yen(ask.delay.yen?.median)],
];

function quartilesOf(
  quartiles: { lower: number; upper: number } | null,
  show: (value: number) => string,
): string {
  return quartiles === null ? '' : `${show(quartiles.lower)}–${show(quartiles.upper)}`;
}
