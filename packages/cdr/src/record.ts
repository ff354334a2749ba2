export type CdrEvent = 'start' | 'interim' | 'stop';
export type Direction = 'outbound' | 'inbound';
export type LegKind = 'originated' | 'forwarded' | 'transferred';

/**
 * One event of one call leg as its switch sent it, checked field by field.
 *
 * Times are epoch milliseconds, money is thousandths of a yen. `undefined` means that the
 * record did not carry the field; what a later event inherits from an earlier one of the same
 * leg is filled in where the leg is known, not here.
 */
export interface Cdr {
  source: string;
  callId: string;
  event: CdrEvent;
  /** When this event happened; defaulted from `endedAt`, `answeredAt` or `startedAt`. */
  at: number;
  subscriber: string | undefined;
  line: string | undefined;
  service: string | undefined;
  direction: Direction | undefined;
  legKind: LegKind | undefined;
  divertedFrom: string | undefined;
  calling: string | undefined;
  /** As dialled. `''` was sent and is a number of kind `unknown`; `undefined` was not sent. */
  called: string | undefined;
  startedAt: number | undefined;
  answeredAt: number | undefined;
  endedAt: number | undefined;
  /** `durationSec` as integer milliseconds; `0` when it was sent as 0. */
  durationMs: number | undefined;
  cause: number | undefined;
  barred: boolean;
  correlationId: string | undefined;
  sourceIp: string | undefined;
  userAgent: string | undefined;
  trunk: string | undefined;
  /** The switch's own rating; `undefined` when it sent none or 0. */
  costMilliYen: number | undefined;
}
