import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Finished, type SpawnOptions, sekisho } from './sekisho.ts';

export interface Alert {
  alertId: string;
  subscriber: string;
  service: string;
  openedAt: string;
  closedAt: string | null;
  severity: 'warning' | 'critical';
  score: number;
  rules: { rule: string; observed: number; threshold: number; window: number }[];
  calls: number;
  costJpy: number;
  countries: string[];
}

export interface RestrictionLine {
  restrictionId: string;
  alertId: string;
  subscriber: string;
  service: string;
  scope: 'international';
  at: string;
  until: string;
  severity: 'warning' | 'critical';
  score: number;
  rules: string[];
}

export interface RejectedLine {
  reason: string;
  field: string | null;
  file: string;
  line: number;
  raw?: string;
  rawBase64?: string;
}

export interface Summary {
  records: number;
  accepted: number;
  duplicates: number;
  late: number;
  rejected: number;
  alerts: number;
  restrictions: number;
  seconds: number;
  recordsPerSecond: number;
}

export interface Replayed extends Finished {
  alerts: Alert[];
  restrictions: RestrictionLine[];
  rejected: RejectedLine[];
  summary: Summary;
}

export const OUTPUT_FILES = [
  'alerts.ndjson',
  'restrictions.ndjson',
  'rejected.ndjson',
  'summary.json',
] as const;

/** Replays files into `out`. @throws when the command fails, with what it said */
export async function replay(
  files: readonly string[],
  out: string,
  flags: readonly string[] = [],
  options: SpawnOptions = {},
): Promise<Replayed> {
  const ended = await sekisho(['replay', ...files, '--out', out, ...flags], options);
  if (ended.code !== 0) throw new Error(`sekisho replay: ${ended.code} ${ended.stderr}`);
  const folder = resolve(options.cwd ?? '', out);
  return {
    ...ended,
    alerts: linesOf<Alert>(folder, 'alerts.ndjson'),
    restrictions: linesOf<RestrictionLine>(folder, 'restrictions.ndjson'),
    rejected: linesOf<RejectedLine>(folder, 'rejected.ndjson'),
    summary: JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as Summary,
  };
}

/** Without what differs from run to run. */
export function withoutTimings(summary: Summary): Partial<Summary> {
  const { seconds: _seconds, recordsPerSecond: _rate, ...counters } = summary;
  return counters;
}

/** The outcome that must not depend on the order of arrival. */
export function outcomes({ alerts, restrictions }: Pick<Replayed, 'alerts' | 'restrictions'>) {
  const restricted = new Set(restrictions.map(({ alertId }) => alertId));
  const keys = alerts.map(
    ({ alertId, subscriber, severity }) =>
      `${subscriber} ${severity} ${restricted.has(alertId) ? 'restricted' : 'open'}`,
  );
  return [...new Set(keys)].sort();
}

function linesOf<T>(folder: string, name: string): T[] {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}
