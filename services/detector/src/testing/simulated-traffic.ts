import { type Decoded, decodeNdjsonLine } from '@sekisho/cdr';
import { type Directory, parseDirectory } from '@sekisho/ledger';
import {
  demoPreset,
  directory,
  type SimulationOptions,
  simulate,
  toLine,
} from '@sekisho/simulator';

/** A week, at whose end many homes call one hotline and many victims a few ranges. */
export const WEEK_OF_CASES: SimulationOptions = {
  seed: 13,
  start: Date.UTC(2026, 7, 2, 15),
  days: 8,
  subscribers: 1200,
  attacks: ['many-victims'],
  cases: ['shared-hotline'],
  startEvents: false,
};

/** Four days of the demo, as a switch tells them that writes stops alone. */
export const FOUR_DAYS: SimulationOptions = {
  ...demoPreset(5),
  days: 4,
  subscribers: 200,
  startEvents: false,
};

export function simulatedRecords(traffic: SimulationOptions): Decoded[] {
  return Array.from(simulate(traffic), ({ record }) => decodedLine(toLine(record)));
}

export function decodedLine(text: string): Decoded {
  const line = Buffer.from(text);
  // Simulated time may lie ahead of the wall clock.
  return decodeNdjsonLine(line, 0, line.length, Number.POSITIVE_INFINITY);
}

export function simulatedDirectory(traffic: SimulationOptions): Directory {
  return parseDirectory([...directory(traffic), ''].join('\n'), 'directory.csv');
}
