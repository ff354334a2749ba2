import type { SimulatedRecord, SimulationOptions } from '../index.ts';
import { demoPreset, simulate } from '../index.ts';

/** A run small enough to make several of. */
export function smallRun(overrides: Partial<SimulationOptions> = {}): SimulationOptions {
  return {
    ...demoPreset(7),
    days: 2,
    subscribers: 120,
    attacks: 'none',
    cases: 'none',
    ...overrides,
  };
}

/** The legs of a run as their stop records. */
export function stops(options: SimulationOptions): SimulatedRecord[] {
  return [...simulate(options)].filter(({ record }) => record.event === 'stop');
}

// The expression of the contract for what is international, and E.164.
const INTERNATIONAL =
  /^((?:000[089]|18[46])*)(001|002\d{2}|0091\d{2}|00[3-8]\d(?:\d{2})??)?010([1-9]\d{4,14})$/;

export function isInternational({ record }: SimulatedRecord): boolean {
  const { direction, called } = record;
  return direction === 'outbound' && (called.startsWith('+') || INTERNATIONAL.test(called));
}
