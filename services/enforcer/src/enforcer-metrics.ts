import type { Metrics } from '@sekisho/runtime';

const SECONDS = [0.1, 0.3, 1, 3, 10, 30, 60, 300, 900, 3600] as const;

const JOBS = ['apply', 'extend', 'release', 'expire'] as const;
const OUTCOMES = ['done', 'postponed', 'given-up', 'failed'] as const;
const FINDINGS = ['unknown-decision', 'fresh-evidence', 'due'] as const;

export type JobOutcome = (typeof OUTCOMES)[number];
type Finding = (typeof FINDINGS)[number];

export interface EnforcerMetrics {
  job(name: string, outcome: JobOutcome): void;
  /** From the decision until the switch said that it bars. */
  barredAfter(seconds: number): void;
  found(finding: Finding, count: number): void;
  targetError(code: string): void;
  open(states: readonly { state: string; count: number }[]): void;
  mirrorBacklog(count: number): void;
  breakerTripped(): void;
  /** Services that the breaker stopped; `*` is all. */
  breakerOpen(services: readonly string[]): void;
}

export function createEnforcerMetrics(metrics: Metrics): EnforcerMetrics {
  const jobs = metrics.counter('enforcer_jobs_total', 'Jobs handled', ['name', 'outcome']);
  const barred = metrics.histogram(
    'enforcer_barred_seconds',
    'From the decision until the switch bars',
    SECONDS,
  );
  const findings = metrics.counter('enforcer_sweep_findings_total', 'What the sweep enqueued', [
    'finding',
  ]);
  const errors = metrics.counter('enforcer_target_errors_total', 'Failed requests to the switch', [
    'code',
  ]);
  // What begins at 0 shows its first one as an increase.
  for (const name of JOBS) for (const outcome of OUTCOMES) jobs.inc({ name, outcome }, 0);
  for (const finding of FINDINGS) findings.inc({ finding }, 0);
  const open = metrics.gauge('enforcer_restrictions', 'Restrictions not over', ['state']);
  const backlog = metrics.gauge(
    'enforcer_mirror_backlog',
    'Transitions and verdicts not yet mirrored',
  );
  const tripped = metrics.counter('enforcer_breaker_trips_total', 'Times the breaker tripped', []);
  tripped.inc({}, 0);
  const broken = metrics.gauge('enforcer_breaker_open', 'Stopped by the breaker', ['service']);
  return {
    job: (name, outcome) => jobs.inc({ name, outcome }),
    barredAfter: (seconds) => barred.observe(seconds),
    found: (finding, count) => findings.inc({ finding }, count),
    targetError: (code) => errors.inc({ code }),
    open(states) {
      open.reset();
      for (const { state, count } of states) open.set({ state }, count);
    },
    mirrorBacklog: (count) => backlog.set(count),
    breakerTripped: () => tripped.inc({}),
    breakerOpen(services) {
      broken.reset();
      for (const service of services) broken.set({ service }, 1);
    },
  };
}
