export type LegKind = 'originated' | 'forwarded' | 'transferred';

/**
 * One event of one call leg as a switch writes it: the wire form of the contract. Times are
 * epoch milliseconds. An absent `answeredAt` means that nobody answered.
 */
export interface CallDetailRecord {
  source: string;
  callId: string;
  event: 'start' | 'interim' | 'stop';
  at: number;
  subscriber: string;
  line: string;
  service: string;
  direction: 'outbound' | 'inbound';
  /** Absent on ordinary calls; `divertedFrom` is the number that forwarded. */
  legKind?: LegKind;
  divertedFrom?: string;
  calling: string;
  called: string;
  startedAt: number;
  answeredAt?: number;
  endedAt?: number;
  /** Talk time so far in seconds to the millisecond, on `interim` and `stop` of answered legs. */
  durationSec?: number;
  /** Q.850, on `stop` alone. */
  cause?: number;
  sourceIp: string;
  /** Absent where the switch does not record it. */
  userAgent?: string;
  trunk: string;
  /** The same in all records of one call that several elements write. */
  correlationId?: string;
  /** What the switch charges, on the `stop` of answered legs abroad, where it rates. */
  costJpy?: number;
}

/** What is true of a leg and never written into its record. */
export interface Label {
  /** Identifies one attack of the run; it may have many subscribers. */
  attack: string;
  shape: string;
}

export interface SimulatedRecord {
  record: CallDetailRecord;
  /** `null` on lawful legs. */
  label: Label | null;
}
