import type { Random } from '../random.ts';

/** Fills a number pattern: `#` is any digit, `N` is 2–9, every other character stands. */
export function fill(rng: Random, pattern: string): string {
  let out = '';
  for (const mark of pattern) {
    if (mark === '#') out += rng.below(10);
    else if (mark === 'N') out += 2 + rng.below(8);
    else out += mark;
  }
  return out;
}
