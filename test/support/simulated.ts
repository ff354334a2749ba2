import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sekisho } from './sekisho.ts';

/** A stop of simulated traffic, as far as tests read it. */
export interface SimulatedStop {
  callId: string;
  at: number;
  subscriber: string;
  direction: 'outbound' | 'inbound';
  called: string;
  startedAt: number;
  answeredAt?: number;
  endedAt: number;
  durationSec?: number;
  /** Of a switch that rates. */
  costJpy?: number;
}

export interface Simulated {
  file: string;
  /** In the order of the file. */
  lines: string[];
  stops: SimulatedStop[];
}

/** Stops of a week, so many, without attacks; the same each time. */
export async function simulateStops(folder: string, records: number): Promise<Simulated> {
  const ended = await sekisho(['simulate', '--out', folder, '--records', String(records)]);
  if (ended.code !== 0) throw new Error(`sekisho simulate: ${ended.code} ${ended.stderr}`);
  const file = join(folder, 'cdrs.ndjson');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return { file, lines, stops: lines.map((line) => JSON.parse(line) as SimulatedStop) };
}

export function talkMsOf({ durationSec, answeredAt, endedAt }: SimulatedStop): number {
  if (durationSec !== undefined) return Math.round(durationSec * 1000);
  return answeredAt === undefined ? 0 : Math.max(0, endedAt - answeredAt);
}
