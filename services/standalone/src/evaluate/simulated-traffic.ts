import type { LawfulCase } from '@sekisho/evaluation';
import {
  cases,
  directory,
  evaluationPreset,
  isVictimCalls,
  type SimulationOptions,
  shapeNames,
} from '@sekisho/simulator';
import { parseCases } from './labels-file.ts';
import type { TrafficFlags } from './traffic-flags.ts';

/** The traffic of a seed. */
export function trafficOf(
  seed: number,
  { subscribers, days, setting, stopsOnly }: TrafficFlags,
): SimulationOptions {
  const preset = evaluationPreset(seed, {
    setting,
    ...(subscribers === undefined ? {} : { subscribers }),
    ...(days === undefined ? {} : { days }),
  });
  return stopsOnly ? { ...preset, startEvents: false, interims: false } : preset;
}

/** The directory of the traffic as a CSV file. */
export function directoryOf(traffic: SimulationOptions): string {
  return [...directory(traffic), ''].join('\n');
}

/** The lawful cases in it that look like attacks. */
export function casesOf(traffic: SimulationOptions): LawfulCase[] {
  return parseCases([...cases(traffic)].join('\n'), 'cases');
}

/** Whether the victims of a shape place its calls themselves; of a shape of one's own never. */
export function isDeceiving(shape: string): boolean {
  const known = shapeNames.find((name) => name === shape);
  return known !== undefined && isVictimCalls(known);
}
