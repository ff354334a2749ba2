import { LEFT, label, line, RIGHT } from './plot.ts';

/** An upright axis of shares from 0 to 100 % between two heights, with its grid. */
export function shareAxis(top: number, bottom: number, title: string) {
  const y = (share: number) => bottom - share * (bottom - top);
  const parts = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    line([LEFT, y(share)], [RIGHT, y(share)], share === 0 ? 'axis' : 'grid'),
    label(LEFT - 6, y(share) + 4, `${share * 100} %`, 'end'),
  ]);
  return { y, parts: [...parts, label(LEFT, top - 8, title)] };
}
