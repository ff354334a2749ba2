import { type Cdr, formatTime } from '@sekisho/cdr';

/** A record in the contract's NDJSON form, without a line end. It decodes to the same `Cdr`. */
export function encodeRecord(cdr: Cdr): Buffer {
  // What is `undefined` is left out.
  return Buffer.from(
    JSON.stringify({
      source: cdr.source,
      callId: cdr.callId,
      event: cdr.event,
      at: formatTime(cdr.at),
      subscriber: cdr.subscriber,
      line: cdr.line,
      service: cdr.service,
      direction: cdr.direction,
      legKind: cdr.legKind,
      divertedFrom: cdr.divertedFrom,
      calling: cdr.calling,
      called: cdr.called,
      startedAt: timeText(cdr.startedAt),
      answeredAt: timeText(cdr.answeredAt),
      endedAt: timeText(cdr.endedAt),
      durationSec: fromThousandths(cdr.durationMs),
      cause: cdr.cause,
      barred: cdr.barred || undefined,
      correlationId: cdr.correlationId,
      sourceIp: cdr.sourceIp,
      userAgent: cdr.userAgent,
      trunk: cdr.trunk,
      costJpy: fromThousandths(cdr.costMilliYen),
    }),
  );
}

function timeText(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : formatTime(ms);
}

function fromThousandths(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value / 1000;
}
