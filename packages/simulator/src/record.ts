/**
 * One event of one call leg as a switch writes it: the wire form of the contract. Times are
 * epoch milliseconds. An absent `answeredAt` means that nobody answered.
 */
export interface CallDetailRecord {
  source: string;
  callId: string;
  event: 'start' | 'stop';
  at: number;
  subscriber: string;
  line: string;
  service: string;
  direction: 'outbound' | 'inbound';
  calling: string;
  called: string;
  startedAt: number;
  answeredAt?: number;
  endedAt?: number;
  /** Talk time in seconds to the millisecond, on the `stop` of an answered leg. */
  durationSec?: number;
  /** Q.850, on `stop` alone. */
  cause?: number;
  sourceIp: string;
  /** Absent where the switch does not record it. */
  userAgent?: string;
  trunk: string;
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
