import { directory, type SimulationOptions, simulate, toLine } from '@sekisho/simulator';

/** Lawful traffic of the last 24 hours, and who made it. */
export interface SimulatedDay {
  /** NDJSON, stop records alone, in order of their time. */
  lines: readonly string[];
  /** CSV lines, the header first. */
  directory: readonly string[];
}

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** Fewer than a subscriber makes in the mean, since volumes differ from seed to seed. */
const RECORDS_OF_A_SUBSCRIBER = 6;

/**
 * As many records as asked for. Each subscriber's calls keep their distance in time: a day told within a
 * minute is lawful still, since every subscriber has its own clock.
 */
export function simulatedDay(records: number): SimulatedDay {
  const now = Date.now();
  const options: SimulationOptions = {
    seed: 1,
    start: (Math.floor(now / HOUR_MS) - DAY_HOURS) * HOUR_MS,
    days: 1,
    subscribers: Math.ceil(records / RECORDS_OF_A_SUBSCRIBER),
    attacks: 'none',
    internationalShare: 0.05,
    startEvents: false,
  };
  const lines: string[] = [];
  for (const { record } of simulate(options)) {
    if (lines.length === records || record.at > now) break;
    lines.push(toLine(record));
  }
  if (lines.length < records) throw new Error(`the simulated day has ${lines.length} records`);
  return { lines, directory: [...directory(options)] };
}
