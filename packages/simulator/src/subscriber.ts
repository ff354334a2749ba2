import { type CallSource, drawSource } from './equipment.ts';
import { allocateLines } from './numbers/allocation.ts';
import { dialHabit } from './numbers/dialling.ts';
import type { Population } from './populations/population.ts';
import { populationShares } from './populations/registry.ts';
import { Random } from './random.ts';
import { atShare } from './weighted.ts';

/** One contract: what it is and how its calls look, before anything has happened. */
export interface Subscriber {
  index: number;
  id: string;
  population: Population;
  /** The switch that writes its records. */
  source: string;
  lines: readonly string[];
  /** Its own equipment, and the few calls that come from elsewhere: home work, a new address. */
  usual: CallSource;
  elsewhere: CallSource;
  dialHabit: string;
  legsPerHour: number;
  /** Relative share of its outbound legs that go abroad, before the run scales it. */
  abroadWeight: number;
}

const GOLDEN_RATIO = 0.618_033_988_749_895;
const SOURCES = ['sbc1', 'sbc2', 'cs1'] as const;

// A sequence of low discrepancy: also a small run has some of every kind.
function populationOf(index: number): Population {
  return atShare(populationShares, (0.5 + index * GOLDEN_RATIO) % 1);
}

// The stride is coprime to the modulus: unique, and no order to see in it.
function contractNumber(index: number): string {
  return `N${String(10_000_000 + ((index * 7_654_321 + 2_345_677) % 89_999_999))}`;
}

function legsPerHour(rng: Random, { legsPerDay, spread }: Population): number {
  const median = legsPerDay * Math.exp(-(spread * spread) / 2);
  return Math.min(rng.logNormal(median, spread), legsPerDay * 4) / 24;
}

function abroadWeight(rng: Random, { abroad }: Population): number {
  return rng.chance(abroad.callers) ? rng.logNormal(abroad.weight, 0.5) : 0;
}

export function createSubscriber(seed: number, index: number): Subscriber {
  const rng = new Random(seed, 'subscriber', index);
  const population = populationOf(index);
  return {
    index,
    id: contractNumber(index),
    population,
    source: rng.pick(SOURCES),
    lines: allocateLines(index, rng.whole(...population.lines)),
    usual: drawSource(rng, population.equipment),
    elsewhere: drawSource(rng, rng.chance(0.5) ? population.equipment : 'softphone'),
    dialHabit: dialHabit(rng),
    legsPerHour: legsPerHour(rng, population),
    abroadWeight: abroadWeight(rng, population),
  };
}
