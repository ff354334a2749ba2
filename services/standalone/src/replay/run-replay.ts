import { type ReadOptions, type RecordBatch, readRecords } from '@sekisho/collector';
import { createDetector, type Detector } from '@sekisho/detector';
import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import type { AddressCountries } from '@sekisho/reference';
import type { AlertVersion, DestinationCaseVersion, RuleSet } from '@sekisho/rules';
import { type DataFolder, nextOffset } from '../data-folder.ts';
import { OutputFile } from './output-files.ts';
import { alertLine, rejectedLine, restrictionLine } from './output-lines.ts';

const TOPIC = 'replay';

export interface ReplayOptions {
  files: readonly string[];
  out: string;
  reading: ReadOptions;
  numbering: Numbering;
  ruleSet: RuleSet;
  directory: Directory;
  addressCountry: AddressCountries;
  folder: DataFolder;
  onProgress(records: number): void;
}

/** `summary.json`. */
interface ReplaySummary {
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

export interface ReplayResult {
  summary: ReplaySummary;
  /** Each as it stood at the end, in the order they opened. */
  alerts: readonly AlertVersion[];
  /** Destinations for people to decide on, each as it stood at the end, in the order they opened. */
  cases: readonly DestinationCaseVersion[];
  detector: Detector<RecordBatch>;
}

/** Runs files of records through the whole pipeline on event time and writes the four files. */
export async function runReplay(options: ReplayOptions): Promise<ReplayResult> {
  const rejected = new OutputFile(options.out, 'rejected.ndjson');
  try {
    const result = await processFiles(options, rejected);
    rejected.publish();
    writeResults(options.out, result);
    return result;
  } catch (error) {
    rejected.discard();
    throw error;
  }
}

async function processFiles(options: ReplayOptions, rejected: OutputFile): Promise<ReplayResult> {
  const startedAt = performance.now();
  const latest = new Map<string, AlertVersion>();
  const cases = new Map<string, DestinationCaseVersion>();
  const detector = createDetector<RecordBatch>({
    ...options,
    ...options.folder,
    topic: TOPIC,
    firstOffset: await nextOffset(options.folder),
    onReject: (reject, batch, i) =>
      rejected.write(rejectedLine(reject, batch.file(i), batch.line(i), batch.raw(i))),
    onAlert: (version) => latest.set(version.alertId, version),
    onCase: (version) => cases.set(version.caseId, version),
    now: Date.now,
  });
  for await (const batch of readRecords(options.files, options.reading)) {
    await detector.run(batch);
    options.onProgress(detector.counters.records);
  }
  await detector.finish();
  const alerts = [...latest.values()].sort(byOpening);
  const seconds = (performance.now() - startedAt) / 1000;
  const summary = summarise(detector, alerts, seconds);
  return { summary, alerts, cases: [...cases.values()], detector };
}

function byOpening(a: AlertVersion, b: AlertVersion): number {
  return a.openedAt - b.openedAt || (a.alertId < b.alertId ? -1 : 1);
}

function summarise(
  { counters }: Detector<RecordBatch>,
  alerts: readonly AlertVersion[],
  seconds: number,
): ReplaySummary {
  const { records, accepted, duplicates, late, rejected } = counters;
  return {
    records,
    accepted,
    duplicates,
    late,
    rejected,
    alerts: alerts.length,
    restrictions: alerts.filter((alert) => alert.restriction !== null).length,
    seconds: Math.round(seconds * 1000) / 1000,
    recordsPerSecond: Math.round(records / seconds),
  };
}

function writeResults(out: string, { alerts, summary }: ReplayResult): void {
  const restrictions = alerts.toSorted(
    (a, b) => (a.restriction?.at ?? 0) - (b.restriction?.at ?? 0),
  );
  writeLines(out, 'alerts.ndjson', alerts.map(alertLine));
  writeLines(out, 'restrictions.ndjson', restrictions.map(restrictionLine));
  writeLines(out, 'summary.json', [JSON.stringify(summary, null, 2)]);
}

function writeLines(out: string, name: string, lines: readonly (string | undefined)[]): void {
  const file = new OutputFile(out, name);
  for (const line of lines) if (line !== undefined) file.write(line);
  file.publish();
}
