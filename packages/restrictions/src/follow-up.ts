import type { RestrictionDecision } from './jobs.ts';
import type { RestrictionState } from './states.ts';

interface Ended {
  restrictionId: string;
  state: RestrictionState;
  /** Epoch ms. */
  endedAt: number | null;
}

/**
 * An alert outlives a bar that was shorter than it. The decision that takes the place of one that
 * ran out, on calls begun since; nothing after a person's release, who knew of the alert.
 */
export function followUpOf(
  { restrictionId, state, endedAt }: Ended,
  decision: RestrictionDecision,
): RestrictionDecision | undefined {
  if (state !== 'expired' || endedAt === null || decision.evidenceStartedAt < endedAt) {
    return undefined;
  }
  const { at, until, evidenceAt } = decision;
  return {
    ...decision,
    restrictionId: nextId(restrictionId),
    at: evidenceAt,
    until: evidenceAt + (until - at),
  };
}

/** `r-ab`, `r-ab-a2`, `r-ab-a3`: the letter keeps it apart from the numbers of jobs. */
function nextId(restrictionId: string): string {
  const [, base = restrictionId, number = '1'] = /^(.+)-a(\d+)$/.exec(restrictionId) ?? [];
  return `${base}-a${Number(number) + 1}`;
}
