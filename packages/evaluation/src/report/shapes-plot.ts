import type { Summary } from '../summary/summary.ts';
import { dot, fill, label, legend, line, picture, RIGHT, TOP } from './plot.ts';

const NAMES_END = 130;
const ROW = 22;

/** What was averted of each shape: a bar of the detector, dots of what it is compared with. */
export function shapesPlot(summaries: readonly Summary[]): string {
  const shown = summaries.filter(({ role }) => role !== 'ablation');
  const shapes = shown[0]?.shapes ?? [];
  const bottom = TOP + shapes.length * ROW + 8;
  return picture('Averted by shape of attack', bottom + 34 + shown.length * 16, [
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      line([x(share), TOP], [x(share), bottom], share === 0 ? 'axis' : 'grid'),
      label(x(share), bottom + 16, `${share * 100} %`, 'middle'),
    ]),
    ...shapes.flatMap(({ shape }, row) => rowOf(shown, shape, TOP + row * ROW + ROW / 2)),
    ...legend(
      shown.map(({ detector }) => detector),
      NAMES_END,
      bottom + 40,
    ),
  ]);
}

function rowOf(summaries: readonly Summary[], shape: string, y: number): string[] {
  const averted = summaries.map(
    ({ shapes }) => shapes.find((one) => one.shape === shape)?.averted ?? 0,
  );
  const width = Math.round((x(averted[0] ?? 0) - x(0)) * 10) / 10;
  return [
    label(NAMES_END - 8, y + 4, shape, 'end'),
    `<rect class="${fill(0)}" x="${x(0)}" y="${y - 7}" width="${width}" height="14" rx="2"/>`,
    ...averted.slice(1).map((share, i) => dot(x(share), y, i + 1)),
  ];
}

function x(share: number): number {
  return NAMES_END + share * (RIGHT - 10 - NAMES_END);
}
