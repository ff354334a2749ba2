import type { CdrEvent } from '@sekisho/cdr';
import type { Destination } from '@sekisho/numbering';

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
  /** The same for all legs of one call, unique per call within a subscriber. */
  callKey: number;
  /** True when several elements may report this call, by a shared `correlationId`. */
  correlated: boolean;
  /** Position of the record in its input, kept as evidence. */
  offset: number;
  at: number;
  startedAt: number;
  answeredAt: number | undefined;
  /** `undefined` while the call is up. */
  endedAt: number | undefined;
  talkMs: number;
  costMilliYen: number;
  destination: Destination;
}
