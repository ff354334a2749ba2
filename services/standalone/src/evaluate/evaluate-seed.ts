import { decodeNdjsonLine } from '@sekisho/cdr';
import type { EvaluationRun } from '@sekisho/evaluation';
import { parseDirectory } from '@sekisho/ledger';
import { loadAddressCountries, loadNumbering, loadRuleSet } from '@sekisho/reference';
import type { Assessment } from '@sekisho/rules';
import { simulate, toLine } from '@sekisho/simulator';
import { Observation } from './observation.ts';
import { casesOf, directoryOf, trafficOf } from './simulated-traffic.ts';
import type { TrafficFlags } from './traffic-flags.ts';
import { variantsOf } from './variants.ts';

/** One run to be: it can be sent to another thread. */
export interface SeedJob {
  seed: number;
  traffic: TrafficFlags;
  rules: string | undefined;
  withBaselines: boolean;
  inOperation: boolean;
  withAblation: boolean;
}

const PROGRESS_EVERY = 10_000;

/** Simulates the traffic of a seed and has it watched as it is made. */
export function evaluateSeed(
  job: SeedJob,
  onProgress: (records: number) => void,
  onAssessed?: (assessment: Assessment) => void,
): EvaluationRun {
  const numbering = loadNumbering();
  const ruleSet = loadRuleSet(job.rules);
  const traffic = trafficOf(job.seed, job.traffic);
  const csv = directoryOf(traffic);
  const observation = new Observation({
    numbering,
    ruleSet,
    addressCountry: loadAddressCountries(),
    directory: parseDirectory(csv, 'directory', (line) => numbering.understand(line).e164),
    variants: job.withAblation ? variantsOf(ruleSet) : [],
    withBaselines: job.withBaselines,
    inOperation: job.inOperation,
    onAssessed,
  });
  for (const [subscriber, kind] of kindsIn(csv)) observation.truth.addSubscriber(subscriber, kind);
  let records = 0;
  for (const { record, label } of simulate(traffic)) {
    const line = Buffer.from(toLine(record));
    // Simulated time may lie ahead of the wall clock.
    const decoded = decodeNdjsonLine(line, 0, line.length, Number.POSITIVE_INFINITY);
    if (decoded.outcome === 'ok') observation.take(decoded.cdr, label);
    if (++records % PROGRESS_EVERY === 0) onProgress(PROGRESS_EVERY);
  }
  onProgress(records % PROGRESS_EVERY);
  const detectors = observation.finish();
  const truth = observation.truth.finish({ cases: casesOf(traffic), days: traffic.days });
  return { run: `seed ${job.seed}`, truth, detectors };
}

/** Whoever has a contract counts, also without a call. No value of a simulated row is quoted. */
function kindsIn(csv: string): [string, string][] {
  const [head, ...rows] = csv.trimEnd().split('\n');
  const kind = head!.split(',').indexOf('kind');
  return rows.map((row) => row.split(',')).map((values) => [values[0]!, values[kind]!]);
}
