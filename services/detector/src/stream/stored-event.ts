import type { Cdr, CdrEvent, Direction, LegKind } from '@sekisho/cdr';

/** What the store tells of an event. Times are epoch ms, 64-bit integers may come as text. */
export interface StoredEventRow {
  partition: number;
  subscriber: string;
  service: string;
  source: string;
  callId: string;
  event: CdrEvent;
  at: string | number;
  startedAt: string | number;
  answeredAt: string | number | null;
  correlationId: string;
}

/** What else of it a further event of its leg may leave out; `''` where nothing is stored. */
export interface StoredTold {
  line?: string;
  direction?: Direction | '' | undefined;
  legKind?: LegKind | '' | undefined;
  sourceIp?: string | undefined;
  userAgent?: string | undefined;
  trunk?: string | undefined;
}

/**
 * The stored event as a record, as far as its identity and what is inherited of it go. Numbers are
 * not stored as they were dialled.
 */
export function storedCdr(row: StoredEventRow, told: StoredTold, endedAt: number | undefined): Cdr {
  return {
    source: row.source,
    callId: row.callId,
    event: row.event,
    at: Number(row.at),
    subscriber: row.subscriber,
    line: told.line || undefined,
    service: row.service,
    direction: told.direction || undefined,
    legKind: told.legKind || undefined,
    divertedFrom: undefined,
    calling: undefined,
    called: undefined,
    startedAt: Number(row.startedAt),
    answeredAt: numberOf(row.answeredAt),
    endedAt,
    durationMs: undefined,
    cause: undefined,
    barred: false,
    correlationId: row.correlationId || undefined,
    sourceIp: told.sourceIp || undefined,
    userAgent: told.userAgent || undefined,
    trunk: told.trunk || undefined,
    costMilliYen: undefined,
  };
}

/** A number that may be stored as nothing. */
export function numberOf(value: string | number | null): number | undefined {
  return value === null ? undefined : Number(value);
}
