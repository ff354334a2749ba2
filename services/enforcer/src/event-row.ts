import type { UnmirroredTransition } from '@sekisho/ledger';

/** A row of table `restriction_event`, a property a column. Times are epoch ms. */
export interface EventRow {
  restrictionId: string;
  seq: number;
  alertId: string;
  subscriber: string;
  service: string;
  kind: string;
  scope: string;
  /** Nothing for the first. */
  fromState: string | undefined;
  state: string;
  transitionAt: number;
  doneBy: string;
  reason: string;
  /** JSON. */
  detail: string;
  at: number;
  until: number;
  decidedBy: string;
  severity: 'warning' | 'critical';
  score: number;
  rules: readonly string[];
  ingestedAt: number;
}

export function eventRow(transition: UnmirroredTransition, ingestedAt: number): EventRow {
  const { fromState, toState, by, detail, ...same } = transition;
  return {
    ...same,
    fromState: fromState ?? undefined,
    state: toState,
    doneBy: by,
    detail: JSON.stringify(detail),
    ingestedAt,
  };
}
