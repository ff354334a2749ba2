import type { CdrEvent } from '@sekisho/cdr';
import type { Destination } from '@sekisho/numbering';
import type { CallDetails } from './evidence/call-details.ts';

/** What makes a record the one it is, within its subscriber; interims differ by `at`. */
export interface RecordIdentity {
  source: string;
  callId: string;
  event: CdrEvent;
  at: number;
  /**
   * Epoch ms of a newer record that it showed, by coming late, to be part of another run: one late
   * record may open several alerts, and each needs its own name.
   */
  occasion?: number;
}

/** What the rules may know of a subscriber: from its records and, where there is one, the directory. */
export interface SubscriberTraits {
  subscriber: string;
  service: string;
  /** The directory's `kind`, e.g. `office`; `undefined` where no directory names it. */
  kind: string | undefined;
  critical: boolean;
}

/**
 * One accepted event of an outbound international leg, complete: what a stop did not carry has
 * been filled in from its start. Times are epoch ms, money is thousandths of a yen.
 */
export interface InternationalLeg {
  identity: RecordIdentity;
  /** Unique per leg within a subscriber; of correlated legs the same for all that may be one call. */
  callKey: number;
  /** True when several elements may report this call, by a shared `correlationId`, see `isOneCall`. */
  correlated: boolean;
  /** True when an earlier record of the same leg was accepted. */
  isFurther: boolean;
  /** Position of the record in its input, kept as evidence. */
  offset: number;
  at: number;
  startedAt: number;
  answeredAt: number | undefined;
  /** `undefined` while the call is up; of an interim that rates a call, where it says when that ended. */
  endedAt: number | undefined;
  talkMs: number;
  costMilliYen: number;
  /** True when the cost is the switch's own rating, not the deck's. */
  isRated: boolean;
  destination: Destination;
  /** What evidence asks of it; `undefined` where that is not known. */
  details?: CallDetails | undefined;
}
