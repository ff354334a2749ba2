import type { Reject } from '@sekisho/cdr';
import type { CdrRow } from '@sekisho/clickhouse';
import type { UnderstoodNumber } from '@sekisho/numbering';
import type { SubscriberTraits } from '@sekisho/rules';
import type { CallKey } from './leg-details.ts';

/** A record with all that is known of it: its leg, its subscriber, where it leads, what it costs. */
export interface EnrichedRecord {
  outcome: 'ok';
  row: CdrRow;
  understood: UnderstoodNumber;
  /** Dense index of the subscriber. */
  subscriberIndex: number;
  traits: SubscriberTraits;
  call: CallKey;
  /** Whether an earlier record of its leg was accepted. */
  isFurther: boolean;
}

/** A record that is accepted already. */
export interface Drop {
  outcome: 'drop';
  reason: 'duplicate';
}

/**
 * A record without a called number, of a leg that memory knows by its identity alone, or not yet
 * after a restart: the store has the rest, and the record is enriched again with it.
 */
export interface ForgottenLeg {
  outcome: 'forgotten';
  subscriber: string;
  source: string;
  callId: string;
  /** Epoch ms, of the record that asks. */
  at: number;
  /** Epoch ms; `undefined` where memory does not go back far enough to tell. */
  startedAt: number | undefined;
}

/** What became of a record: each ends as one of these, and its reason is a metric label. */
export type Outcome = EnrichedRecord | Drop | Reject;

export const DUPLICATE: Drop = { outcome: 'drop', reason: 'duplicate' };
