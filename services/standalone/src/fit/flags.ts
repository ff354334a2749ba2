import { InvalidArgumentError } from 'commander';
import type { ReadingFlags } from '../commands/reading-flags.ts';
import { UsageError } from '../usage-error.ts';

const SETTINGS = ['standard', 'other'] as const;
export type Setting = (typeof SETTINGS)[number];

export interface FitFlags extends ReadingFlags {
  seeds?: readonly number[];
  heldOut?: readonly number[];
  settings: readonly Setting[];
  subscribers?: number;
  days?: number;
  falsePer100000: number;
  rules?: string;
  records?: string[];
  labels?: string;
  cases?: string;
  directory?: string;
  rates?: string;
  dialPlan?: string;
  out: string;
}

const RECORDED = ['labels', 'cases', 'directory', 'rates', 'dialPlan'] as const;

/** `standard,other` as settings, each once. */
export function settings(text: string): Setting[] {
  const named = text.split(',').map((name) => SETTINGS.find((known) => known === name));
  if (named.includes(undefined) || new Set(named).size < named.length)
    throw new InvalidArgumentError(`write one or more of ${SETTINGS.join(', ')}, each once.`);
  return named.filter((name) => name !== undefined);
}

/** @throws UsageError where two flags contradict each other */
export function checkFlags(flags: FitFlags): void {
  const { records, labels, seeds = [], heldOut = [] } = flags;
  const idle =
    records === undefined ? RECORDED.find((name) => flags[name] !== undefined) : undefined;
  if (idle !== undefined) {
    const flag = idle.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
    throw new UsageError(`--${flag} is of records; name them with --records FILE`);
  }
  if (records !== undefined && labels === undefined)
    throw new UsageError('--records: name their attacks with --labels FILE');
  const both = seeds.find((seed) => heldOut.includes(seed));
  if (both !== undefined)
    throw new UsageError(`--held-out: seed ${both} is fitted on too; give others`);
}
