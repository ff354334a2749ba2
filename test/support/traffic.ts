import type { RecordFields } from './record.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A leg with all its events. Times are epoch ms. */
export interface LegPlan {
  subscriber: string;
  callId: string;
  called: string;
  startedAt: number;
  talkMs: number;
  direction?: 'inbound';
  /** What only the start tells. */
  onlyStart?: RecordFields;
}

/** Start, interims each minute, stop; what the start tells is not said again. */
export function leg({ talkMs, onlyStart = {}, ...plan }: LegPlan): RecordFields[] {
  const { subscriber, callId, startedAt } = plan;
  const of = { source: 'sbc1', subscriber, callId };
  const answeredAt = startedAt + 2 * SECOND;
  const endedAt = answeredAt + talkMs;
  const interims = Array.from({ length: Math.floor(talkMs / MINUTE) }, (_, minute) => ({
    ...of,
    event: 'interim',
    at: answeredAt + (minute + 1) * MINUTE,
    durationSec: (minute + 1) * 60,
  }));
  return [
    { ...of, ...plan, ...onlyStart, event: 'start', answeredAt, at: answeredAt },
    ...interims.filter(({ at }) => at < endedAt),
    { ...of, event: 'stop', at: endedAt, endedAt, durationSec: talkMs / 1000 },
  ];
}

/** A taken-over PBX: a call abroad every 20 s. The fourth is suspicious, the twelfth decides. */
export function attack(subscriber: string, from: number, calls = 20): RecordFields[] {
  return Array.from({ length: calls }, (_, n) =>
    leg({
      subscriber,
      callId: `${subscriber}-gn-${n}`,
      called: `01022460112${String(3000 + n)}`,
      startedAt: from + n * 20 * SECOND,
      talkMs: 35 * SECOND + n * 100,
      onlyStart: { line: '0312340001', sourceIp: '203.0.113.9', userAgent: 'friendly-scanner' },
    }),
  ).flat();
}

/** An office's hour: domestic legs in and out, each with its events, some of them long. */
export function office(subscriber: string, from: number, legs = 30): RecordFields[] {
  return Array.from({ length: legs }, (_, n) =>
    leg({
      subscriber,
      callId: `${subscriber}-jp-${n}`,
      called: `03555${String(10000 + n)}`,
      startedAt: from + n * 40 * SECOND,
      talkMs: (n % 7) * 31 * SECOND,
      ...(n % 3 === 0 ? { direction: 'inbound' as const } : {}),
      onlyStart: { line: '0312340002', calling: `0612345${String(100 + n)}`, trunk: 'tk1' },
    }),
  ).flat();
}

/** Subscribers' records as they come together: in order of their `at`. */
export function merged(...parts: RecordFields[][]): RecordFields[] {
  return parts.flat().sort((a, b) => Number(a['at']) - Number(b['at']));
}

export function linesFrom(records: readonly RecordFields[]): string[] {
  return records.map((record) => JSON.stringify(record));
}
