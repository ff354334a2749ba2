import type { Summary } from '../summary/summary.ts';
import { LEFT, label, legend, path, picture, RIGHT, TOP } from './plot.ts';
import { shareAxis } from './share-axis.ts';

const PLOT_TOP = TOP + 16;
const BOTTOM = 230;
const SHORTEST = 10;
const LONGEST = 7 * 86_400;
const MARKS: readonly [seconds: number, mark: string][] = [
  [10, '10 s'],
  [60, '1 min'],
  [600, '10 min'],
  [3600, '1 h'],
  [21_600, '6 h'],
  [86_400, '1 d'],
  [604_800, '7 d'],
];

/** What share of the victims was restricted how soon after the first leg. */
export function delayPlot(summaries: readonly Summary[]): string {
  const shown = summaries.filter(({ role }) => role !== 'ablation');
  const { y, parts } = shareAxis(PLOT_TOP, BOTTOM, 'victims restricted');
  return picture('Time from the first leg to the restriction', 270 + shown.length * 16, [
    ...parts,
    ...MARKS.map(([seconds, mark]) => label(xOf(seconds), BOTTOM + 16, mark, 'middle')),
    ...shown.map((summary, i) => path(stepsOf(summary, y), i)),
    ...legend(
      shown.map(({ detector }) => detector),
      LEFT,
      BOTTOM + 40,
    ),
  ]);
}

function stepsOf({ delaySeconds, victims }: Summary, y: (share: number) => number) {
  const steps: [number, number][] = [[LEFT, y(0)]];
  let height = y(0);
  delaySeconds.forEach((seconds, i) => {
    const x = xOf(seconds);
    const next = y((i + 1) / victims);
    // Steps that share a tenth of a unit are one.
    if (x - steps.at(-1)![0] > 0.1) steps.push([x, height]);
    height = next;
    steps.push([x, height]);
  });
  return [...steps, [RIGHT, height] as const];
}

/** Logarithmic. */
function xOf(seconds: number): number {
  const within = Math.min(LONGEST, Math.max(SHORTEST, seconds));
  return LEFT + (Math.log(within / SHORTEST) / Math.log(LONGEST / SHORTEST)) * (RIGHT - LEFT);
}
