import { createMetrics, HealthChecks, joinMetrics, type Metrics } from '@sekisho/runtime';

/** How one part of the process does. */
export interface PartObservation {
  health: HealthChecks;
  metrics: Metrics;
}

/** How the process does: each part by itself, and all of them where they are asked together. */
export interface Observation {
  health: HealthChecks;
  /** Answers for all. */
  collector: PartObservation;
  detector: PartObservation;
  enforcer: PartObservation;
}

export function createObservation(): Observation {
  const health = new HealthChecks('sekisho');
  const detector = partNamed('detector');
  const enforcer = partNamed('enforcer');
  health.include(detector.health);
  health.include(enforcer.health);
  const own = createMetrics('collector');
  const all = [own, detector.metrics, enforcer.metrics];
  const text = async () => joinMetrics(await Promise.all(all.map((one) => one.text())));
  return { health, collector: { health, metrics: { ...own, text } }, detector, enforcer };
}

function partNamed(service: string): PartObservation {
  return {
    health: new HealthChecks(service),
    metrics: createMetrics(service, { ofProcess: false }),
  };
}
