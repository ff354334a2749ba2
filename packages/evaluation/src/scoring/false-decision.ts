import type { Decision } from '../decision.ts';
import type { LawfulCase, Victim } from '../truth.ts';

const DAY_MS = 24 * 3_600_000;

/** A decision on a subscriber that no attack was touching or had touched within a day. */
export interface FalseDecision {
  /** Unique over all runs. */
  subscriber: string;
  at: number;
  kind: Decision['kind'];
  subscriberKind: string;
  /** What lawful case the subscriber was in, or had been within a day; `null` of everyday life. */
  case: string | null;
}

/** Whether it was under way at an instant or had been within a day. */
export function isRecent({ firstAt, lastAt }: Victim | LawfulCase, at: number): boolean {
  return firstAt <= at && at <= lastAt + DAY_MS;
}
