import type { HealthChecks } from './health.ts';
import type { Metrics } from './metrics.ts';

/** The health as a metric: 1 for each check that finds something wrong. */
export function tellProblems(metrics: Metrics, health: HealthChecks): void {
  metrics.gauge('problem', 'Checks that find something wrong', ['check'], (gauge) => {
    gauge.reset();
    for (const check of Object.keys(health.report().problems)) gauge.set({ check }, 1);
  });
}
