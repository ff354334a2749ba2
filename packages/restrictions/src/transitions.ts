import type { RestrictionState } from './states.ts';

/**
 * `evidence`: newer calls, and `decide` says to bar. `approve`, `release`: a person. `prolong`: a
 * later decision about a line that is barred already. `applied`, `read-back`, `lifted`: the switch
 * said so. `refused`: the switch refused for good. `due`: `until` has come.
 */
export type RestrictionEvent =
  | 'evidence'
  | 'approve'
  | 'prolong'
  | 'applied'
  | 'read-back'
  | 'release'
  | 'due'
  | 'lifted'
  | 'refused';

export type TransitionReason =
  | 'fresh-evidence'
  | 'approved'
  | 'prolonged'
  | 'applied'
  | 'read-back'
  | 'released'
  | 'declined'
  | 'due'
  | 'lapsed'
  | 'never-reached'
  | 'apply-refused'
  | 'release-refused';

/** As much of a restriction as tells what an event does to it. */
export interface RestrictionFacts {
  state: RestrictionState;
  /** Epoch ms. */
  until: number;
  /** Times the switch was asked, whatever came of it. */
  attempts: number;
  /** As what it ends once lifted; set while `releasing`. */
  endsAs: 'released' | 'expired' | null;
  /** What the switch had against it, or somebody at it. */
  problem?: string | null;
}

/** How the problem of a bar begins that a person took away at the switch. */
export const LIFTED_BY_HAND = 'lifted by hand';

export interface Transition {
  to: RestrictionState;
  reason: TransitionReason;
}

interface Rule extends Transition {
  event: RestrictionEvent;
  from: readonly RestrictionState[];
  when?: (facts: RestrictionFacts) => boolean;
}

const wasLifted = ({ problem }: RestrictionFacts) => problem?.startsWith(LIFTED_BY_HAND) ?? false;
const isUntried = ({ attempts }: RestrictionFacts) => attempts === 0;

/** The first rule that fits counts. None leads from a final state. */
const RULES: readonly Rule[] = [
  { event: 'evidence', from: ['shadow', 'proposed'], to: 'applying', reason: 'fresh-evidence' },
  { event: 'approve', from: ['shadow', 'proposed', 'failed'], to: 'applying', reason: 'approved' },
  { event: 'approve', from: ['applied'], when: wasLifted, to: 'applying', reason: 'approved' },
  { event: 'prolong', from: ['applying', 'applied'], to: 'applying', reason: 'prolonged' },
  { event: 'applied', from: ['applying'], to: 'applied', reason: 'applied' },
  { event: 'read-back', from: ['applying'], to: 'applied', reason: 'read-back' },
  { event: 'release', from: ['proposed'], to: 'released', reason: 'declined' },
  { event: 'release', from: ['applying'], when: isUntried, to: 'released', reason: 'released' },
  {
    event: 'release',
    from: ['applying', 'applied', 'failed'],
    to: 'releasing',
    reason: 'released',
  },
  { event: 'due', from: ['proposed'], to: 'expired', reason: 'lapsed' },
  { event: 'due', from: ['applying'], when: isUntried, to: 'expired', reason: 'never-reached' },
  { event: 'due', from: ['applying', 'applied'], to: 'releasing', reason: 'due' },
  {
    event: 'lifted',
    from: ['releasing'],
    when: ({ endsAs }) => endsAs === 'released',
    to: 'released',
    reason: 'released',
  },
  { event: 'lifted', from: ['releasing'], to: 'expired', reason: 'due' },
  { event: 'refused', from: ['applying'], to: 'failed', reason: 'apply-refused' },
  { event: 'refused', from: ['releasing'], to: 'failed', reason: 'release-refused' },
];

/** What an event does, or nothing where it does nothing. Nothing bars once `until` has come. */
export function transitionOf(
  facts: RestrictionFacts,
  event: RestrictionEvent,
  now: number,
): Transition | undefined {
  const rule = RULES.find(
    ({ event: on, from, when }) =>
      on === event && from.includes(facts.state) && (when?.(facts) ?? true),
  );
  if (rule === undefined || isTooLate(rule, facts, now)) return undefined;
  return { to: rule.to, reason: rule.reason };
}

function isTooLate({ event, to }: Rule, { until }: RestrictionFacts, now: number): boolean {
  return event === 'due' ? now < until : to === 'applying' && until <= now;
}
