import type { Evidence } from '../alert-version.ts';
import type { Episode } from '../episode.ts';
import type { Firing } from '../firing.ts';
import { type EvidenceScore, POINT } from './evidence-score.ts';

const DAY_MS = 86_400_000;

/**
 * The firing of a score that asks for a person or more; `undefined` of a lower one.
 * @param observed in thousandths of a point, as `ask` and `restrict` are
 * @param episode the one that goes on at instant `t`
 * @param explain what the score is made of; only asked for where it fires
 */
export function evidenceFiring(
  { ask, restrict, model, rule }: EvidenceScore,
  observed: number,
  t: number,
  episode: Episode | undefined,
  explain: () => Evidence[],
): Firing | undefined {
  if (observed < ask) return undefined;
  const threshold = Math.round(restrict - relief(t, episode, model.document.relief * POINT));
  const severity = observed >= threshold ? 'critical' : 'warning';
  return {
    rule,
    severity,
    observed,
    threshold: severity === 'critical' ? threshold : ask,
    from: t - rule.windowMs,
    to: t,
    scope: undefined,
    evidence: explain(),
  };
}

// What goes on for days needs less to be closed.
function relief(t: number, episode: Episode | undefined, perDoubling: number): number {
  if (episode === undefined) return 0;
  return perDoubling * Math.log2(1 + Math.max(0, t - episode.openedAt) / DAY_MS);
}
