import type { Finding, Severity } from './alert-version.ts';

/** Points of a finding that just reaches its tier, and what a boundless excess adds. */
const POINTS: Record<Severity, { base: number; excess: number }> = {
  warning: { base: 40, excess: 20 },
  critical: { base: 70, excess: 25 },
};
/** Warnings alone stay below what a single critical finding scores. */
const MOST_FOR_WARNINGS = 69;

/**
 * Combines findings into 0–100: each closes a share of the distance to 100 that is left, so
 * that one more finding, or a graver one, never lowers the score.
 */
export function score(
  findings: Iterable<Pick<Finding, 'severity' | 'observed' | 'threshold'>>,
): number {
  let doubt = 1;
  let critical = false;
  for (const finding of findings) {
    const { base, excess } = POINTS[finding.severity];
    doubt *= 1 - (base + excess * (1 - finding.threshold / finding.observed)) / 100;
    critical ||= finding.severity === 'critical';
  }
  const points = Math.round(100 * (1 - doubt));
  return critical ? points : Math.min(points, MOST_FOR_WARNINGS);
}
