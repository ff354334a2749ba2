import type { Evaluation } from '../evaluation.ts';
import type { Summary } from '../summary/summary.ts';
import { dot, LEFT, label, legend, path, picture, RIGHT, TOP } from './plot.ts';
import { shareAxis } from './share-axis.ts';

const PLOT_TOP = TOP + 16;
const BOTTOM = 270;
const MARKS = [0, 1, 5, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000];

/** What is averted against what it costs in false restrictions, by score; others as points. */
export function frontierPlot({ frontier, summaries }: Evaluation): string {
  const shown = summaries.filter(({ role }) => role !== 'ablation');
  const points = frontier.filter(({ avertedOverShapes }) => !Number.isNaN(avertedOverShapes));
  const rates = [...points.map((point) => point.falsePer100kDays), ...shown.map(rateOf), 20];
  // Roots make room where it matters, near none.
  const widest = Math.sqrt(Math.max(...rates));
  const x = (rate: number) => LEFT + (Math.sqrt(rate) / widest) * (RIGHT - LEFT);
  const { y, parts } = shareAxis(PLOT_TOP, BOTTOM, 'averted, mean of shapes');
  return picture('What is averted against false restrictions', 320 + shown.length * 16, [
    ...parts,
    ...marksFor(x).map(([at, mark]) => label(at, BOTTOM + 16, mark, 'middle')),
    label(RIGHT, BOTTOM + 32, 'false restrictions per 100,000 subscriber-days', 'end'),
    path(
      points.map((point) => [x(point.falsePer100kDays), y(point.avertedOverShapes)]),
      0,
    ),
    ...shown.map((summary, i) => dot(x(rateOf(summary)), y(avertedOf(summary)), i)),
    ...legend(
      shown.map(({ detector }) => detector),
      LEFT,
      BOTTOM + 56,
    ),
  ]);
}

function marksFor(x: (rate: number) => number): [number, string][] {
  const marks: [number, string][] = [];
  for (const mark of MARKS) {
    const at = x(mark);
    const before = marks.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
    if (at <= RIGHT && at - before >= 36) marks.push([at, mark.toLocaleString('en')]);
  }
  return marks;
}

function rateOf({ restrict }: Summary): number {
  return restrict.false.per100kDays?.value ?? 0;
}

function avertedOf({ shares }: Summary): number {
  return shares.avertedOverShapes?.value ?? 0;
}
