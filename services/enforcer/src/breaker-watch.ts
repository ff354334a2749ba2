import { BREAKER, type Hold, type Ledger, openHolds } from '@sekisho/ledger';
import type { HealthChecks } from '@sekisho/runtime';
import type { EnforcerMetrics } from './enforcer-metrics.ts';
import { RESTORE } from './ledger-guard.ts';

/** Tells health and metrics of holds that no person began, until a person ends them. */
export function createBreakerWatch(
  ledger: Ledger,
  health: HealthChecks,
  metrics: Pick<EnforcerMetrics, 'breakerOpen'>,
): () => Promise<void> {
  let holds: readonly Hold[] = [];
  for (const name of [BREAKER, RESTORE]) {
    health.add(name, () => problemOf(holds.find(({ by }) => by === name)));
  }
  return async function watchBreaker() {
    holds = await openHolds(ledger);
    const stopped = holds.filter(({ by }) => by === BREAKER);
    metrics.breakerOpen(stopped.map(({ service }) => service));
  };
}

function problemOf(hold: Hold | undefined): string | undefined {
  if (hold === undefined) return undefined;
  const { service, reason } = hold;
  return `${service}: ${reason}; decisions wait for persons until sekisho resume`;
}
