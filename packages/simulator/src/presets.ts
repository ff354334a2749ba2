import type { SimulationOptions } from './options.ts';
import { populations } from './populations/registry.ts';

/** How large a bench is to be. */
export interface BenchRequest {
  /** Exactly so many. */
  records: number;
  /** Default 1. */
  seed?: number;
}

// Mondays, 00:00 in Japan.
const DEMO_START = Date.UTC(2026, 7, 9, 15);
const BENCH_START = Date.UTC(2026, 0, 4, 15);
const BENCH_DAYS = 7;
// Above it a bench lasts longer, so that memory stays bounded; but it must end in the past.
const BENCH_SUBSCRIBERS = 20_000;
const LONGEST_BENCH = 200;
// Redials and calls abroad come on top of what a population means to call. Shares and volumes
// differ by a tenth from seed to seed, and no attack may be cut off by the end.
const REDIALS = 1.06;
const MARGIN = 0.84;

function recordsPerSubscriberDay(): number {
  const shares = populations.reduce((sum, { share }) => sum + share, 0);
  const legs = populations.reduce((sum, { share, legsPerDay }) => sum + share * legsPerDay, 0);
  return (legs / shares) * REDIALS;
}

/** A week of about 1,650 subscribers and 150,000 records with eight attacks and lawful cases. */
export function demoPreset(seed = 1): SimulationOptions {
  return {
    seed,
    start: DEMO_START,
    days: 7,
    subscribers: 1_650,
    attacks: [
      'blitz',
      'call-selling',
      'few-numbers',
      'scan-exploit',
      'nanp',
      'low-slow',
      'many-victims',
      'call-through',
    ],
    cases: ['new-branch', 'redial-storm', 'conference', 'family-emergency', 'new-subscriber'],
    internationalShare: 0.025,
    startEvents: true,
  };
}

/** Stop records alone, 5 % of the legs abroad, three attacks where there is room for them. */
export function benchPreset({ records, seed = 1 }: BenchRequest): SimulationOptions {
  const perDay = (records * MARGIN) / recordsPerSubscriberDay();
  const wanted = Math.max(BENCH_DAYS, Math.ceil(perDay / BENCH_SUBSCRIBERS));
  const days = Math.min(LONGEST_BENCH, wanted);
  return {
    seed,
    start: BENCH_START,
    days,
    subscribers: Math.max(10, Math.floor(perDay / days)),
    attacks: records < 100_000 ? 'none' : ['moderate', 'nanp', 'many-victims'],
    internationalShare: 0.05,
    startEvents: false,
    records,
  };
}
