import type { HealthChecks, Metrics } from '@sekisho/runtime';
import type { EffectInHand } from './flusher.ts';
import type { OwnedPartition } from './owned-partition.ts';
import { createRecordCounts } from './record-counts.ts';
import type { StreamDetector } from './stream-detector.ts';
import type { StreamEvents } from './stream-events.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** What is tried for longer is worth an alarm. */
const EFFECT_OVERDUE_S = 10;
/** A large history takes its time. */
const REBUILD_OVERDUE_S = 60;

/** The counts that a detector's events make. */
export function createStreamEvents(
  metrics: Metrics,
  onFailure: (error: unknown) => void,
): StreamEvents {
  const count = createRecordCounts(metrics);
  const batches = metrics.histogram('batch_seconds', 'Time to process a fetched batch', SECONDS);
  const flushes = metrics.histogram('flush_seconds', 'Time from insert to commit', SECONDS);
  const rejects = metrics.counter('rejected_total', 'Records refused', ['reason']);
  const decisions = metrics.counter('decisions_total', 'Decisions enqueued', ['profile']);
  const failures = metrics.counter('insert_failures_total', 'Inserts that failed');
  const rebuilds = metrics.gauge('rebuild_seconds', 'Time the newest rebuild of state took');
  return {
    batch: (seconds, counters) => {
      batches.observe(seconds);
      count(counters);
    },
    rejected: (reason) => rejects.inc({ reason }),
    enqueued: ({ service: profile }) => decisions.inc({ profile }),
    flushed: (seconds) => flushes.observe(seconds),
    insertFailed: () => failures.inc(),
    rebuilt: (seconds) => rebuilds.set(seconds),
    failed: onFailure,
  };
}

/** What is measured when it is asked for. */
export function measureDetector(
  metrics: Metrics,
  detector: StreamDetector,
  pending: { readonly pendingRows: number; readonly pendingBytes: number },
  now: () => number,
): void {
  const owned = () => [...detector.owned.values()];
  const sum = (of: (one: OwnedPartition) => number) =>
    owned().reduce((total, one) => total + of(one), 0);
  const gauges: [string, string, () => number][] = [
    ['partitions', 'Partitions owned', () => detector.owned.size],
    ['lag_records', 'Records written and not yet processed', () => sum(({ lag }) => lag)],
    ['behind_seconds', 'Age of the oldest newest record', () => behindSeconds(owned(), now())],
    [
      'insert_age_seconds',
      'Age of the insert in hand',
      () => (detector.effect?.name === 'insert' ? ageOf(detector.effect) : 0),
    ],
    [
      'effect_age_seconds',
      'Age of the effect in hand: insert, enqueue, publish or commit',
      () => ageOf(detector.effect),
    ],
    ['pending_rows', 'Rows that wait to be stored', () => pending.pendingRows],
    ['pending_bytes', 'Memory of rows that wait', () => pending.pendingBytes],
    ['subscribers', 'Subscribers known', () => sum(({ partition }) => partition.subscribers.size)],
    ['watched', 'Subscribers watched', () => sum(({ partition }) => partition.scorer.watched)],
    ['heat_entries', 'Ranges known to be called by many', () => detector.heats.size],
    ['open_calls', 'Calls that are up', () => sum(({ partition }) => partition.scorer.openCalls)],
    ['known_legs', 'Legs remembered', () => sum(({ partition }) => partition.identities.known)],
    ['known_legs_bytes', 'Their memory', () => sum(({ partition }) => partition.identities.bytes)],
    [
      'incomplete_partitions',
      'Partitions whose stored identities are still being read',
      () => sum(({ partition }) => (partition.isComplete ? 0 : 1)),
    ],
  ];
  for (const [name, help, value] of gauges) {
    metrics.gauge(name, help, [], (gauge) => gauge.set(value()));
  }
}

/** What may be wrong with it, whatever it reads from. */
export function checkDetector(health: HealthChecks, detector: StreamDetector): void {
  health.add('effects', () => overdue(detector.effect));
  health.add('state', () => {
    const seconds = (performance.now() - (detector.takingOverSince ?? Infinity)) / 1000;
    return seconds < REBUILD_OVERDUE_S
      ? undefined
      : `partitions have been taken over for ${Math.round(seconds)} s; the log says what they wait for`;
  });
}

function overdue(effect: EffectInHand | undefined): string | undefined {
  const age = ageOf(effect);
  if (effect === undefined || age < EFFECT_OVERDUE_S) return undefined;
  const why = effect.failure instanceof Error ? `: ${effect.failure.message}` : '';
  return `${effect.name} has been tried for ${Math.round(age)} s${why}`;
}

/** In seconds. */
function ageOf(effect: EffectInHand | undefined): number {
  return effect === undefined ? 0 : (performance.now() - effect.since) / 1000;
}

/** For how long the partition that is furthest behind has been. */
function behindSeconds(owned: readonly OwnedPartition[], now: number): number {
  const behind = owned.filter((one) => !one.isCaughtUp && one.newestAt > 0);
  return behind.reduce((most, { newestAt }) => Math.max(most, (now - newestAt) / 1000), 0);
}
