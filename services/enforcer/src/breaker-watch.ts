import { BREAKER, type Ledger, openHolds } from '@sekisho/ledger';
import type { HealthChecks } from '@sekisho/runtime';
import type { EnforcerMetrics } from './enforcer-metrics.ts';

/** Tells health and metrics of what the breaker stopped, until a person ends that. */
export function createBreakerWatch(
  ledger: Ledger,
  health: HealthChecks,
  metrics: Pick<EnforcerMetrics, 'breakerOpen'>,
): () => Promise<void> {
  let problem: string | undefined;
  health.add('breaker', () => problem);
  return async function watchBreaker() {
    const stopped = (await openHolds(ledger)).filter(({ by }) => by === BREAKER);
    metrics.breakerOpen(stopped.map(({ service }) => service));
    const [first] = stopped;
    problem =
      first && `${first.service}: ${first.reason}; decisions wait for persons until sekisho resume`;
  };
}
