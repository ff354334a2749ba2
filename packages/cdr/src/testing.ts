import type { Cdr } from './record.ts';

const STARTED_AT = Date.UTC(2026, 0, 5, 9, 0, 0);

/**
 * One valid record, an answered international call of a minute at 2026-01-05T09:00:00Z, with what
 * a test wants different about it.
 */
export function buildCdr(overrides: Partial<Cdr> = {}): Cdr {
  return { ...answeredStop(), ...overrides };
}

/** The same call as the NDJSON object that decodes to `buildCdr()`; `undefined` removes a field. */
export function buildCdrJson(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    source: 'sbc1',
    callId: 'call-1',
    event: 'stop',
    subscriber: 'C000001',
    line: '0312345678',
    calling: '0312345678',
    called: '010442079460000',
    startedAt: '2026-01-05T09:00:00.000Z',
    answeredAt: '2026-01-05T09:00:05.000Z',
    endedAt: '2026-01-05T09:01:05.000Z',
    durationSec: 60,
    cause: 16,
    ...overrides,
  };
}

function answeredStop(): Cdr {
  return {
    source: 'sbc1',
    callId: 'call-1',
    event: 'stop',
    at: STARTED_AT + 65_000,
    subscriber: 'C000001',
    line: '0312345678',
    service: undefined,
    direction: undefined,
    legKind: undefined,
    divertedFrom: undefined,
    calling: '0312345678',
    called: '010442079460000',
    startedAt: STARTED_AT,
    answeredAt: STARTED_AT + 5_000,
    endedAt: STARTED_AT + 65_000,
    durationMs: 60_000,
    cause: 16,
    barred: false,
    correlationId: undefined,
    sourceIp: undefined,
    userAgent: undefined,
    trunk: undefined,
    costMilliYen: undefined,
  };
}
