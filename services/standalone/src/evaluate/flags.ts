import { InvalidArgumentError } from 'commander';
import type { ReadingFlags } from '../commands/reading-flags.ts';
import { UsageError } from '../usage-error.ts';

export interface EvaluateFlags extends ReadingFlags {
  seeds?: readonly number[];
  tuneSeeds?: readonly number[];
  subscribers?: number;
  days?: number;
  setting: 'standard' | 'other';
  stopsOnly?: boolean;
  stopsOnlyToo?: boolean;
  rules?: string;
  baselines?: boolean;
  ablation?: boolean;
  inOperation?: boolean;
  mostFalse: number;
  records?: string[];
  labels?: string;
  cases?: string;
  directory?: string;
  rates?: string;
  dialPlan?: string;
  out?: string;
  document?: string;
}

const MOST_SEEDS = 100;
const SIMULATED = [
  'seeds',
  'tuneSeeds',
  'subscribers',
  'days',
  'stopsOnly',
  'stopsOnlyToo',
] as const;
const RECORDED = ['labels', 'cases', 'directory', 'rates', 'dialPlan'] as const;

/** `1-3,7` as numbers. */
export function seeds(text: string): number[] {
  const all = text.split(',').flatMap((part) => {
    const [, from, to = from] = /^([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?$/.exec(part) ?? [];
    if (from === undefined || Number(to) < Number(from))
      throw new InvalidArgumentError('write seeds as 1-3 or 1,4,7.');
    const length = Math.min(Number(to) - Number(from), MOST_SEEDS) + 1;
    return Array.from({ length }, (_, i) => Number(from) + i);
  });
  if (all.length > MOST_SEEDS || new Set(all).size < all.length)
    throw new InvalidArgumentError(`write at most ${MOST_SEEDS} seeds, each once.`);
  return all;
}

/** A reader of whole numbers from 1 to `most`. */
export function upTo(most: number): (text: string) => number {
  return (text) => {
    if (!/^[1-9]\d{0,6}$/.test(text) || Number(text) > most)
      throw new InvalidArgumentError(`write a whole number from 1 to ${most}.`);
    return Number(text);
  };
}

export function amount(text: string): number {
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text)) throw new InvalidArgumentError('write a number.');
  return Number(text);
}

/** @throws UsageError where two flags contradict each other */
export function checkFlags(flags: EvaluateFlags): void {
  const { records, labels, seeds: wanted = [], tuneSeeds = [] } = flags;
  if (records === undefined) {
    refuse(flags, RECORDED, 'goes with --records FILE');
  } else {
    refuse(flags, SIMULATED, 'is of simulated traffic; leave it out beside --records');
    if (labels === undefined)
      throw new UsageError('--records: name what is true with --labels FILE');
  }
  if (flags.stopsOnly && flags.stopsOnlyToo)
    throw new UsageError('--stops-only-too: beside --stops-only all is of stops; name one of them');
  const both = wanted.find((seed) => tuneSeeds.includes(seed));
  if (both !== undefined)
    throw new UsageError(`--tune-seeds: seed ${both} is reported on too; tune on others`);
}

function refuse(flags: EvaluateFlags, names: readonly (keyof EvaluateFlags)[], why: string): void {
  const name = names.find((one) => flags[one] !== undefined);
  if (name === undefined) return;
  throw new UsageError(`--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)} ${why}`);
}
