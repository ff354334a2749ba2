/** A record as a switch would write it; anything may be wrong in it. */
export type RecordFields = Record<string, unknown>;

const MINUTE = 60_000;

/** The instant that the times of tests count from: a Monday noon in Japan. */
export const T0 = Date.UTC(2025, 2, 3, 3);

/** A stop of a call to Guinea that was answered at `T0` and talked a minute. */
export function buildRecord(overrides: RecordFields = {}): RecordFields {
  return {
    callId: 'c1',
    subscriber: 's1',
    called: '010224601123456',
    startedAt: T0,
    answeredAt: T0,
    endedAt: T0 + MINUTE,
    ...overrides,
  };
}

/** Records as a file of them. */
export function ndjson(records: Iterable<RecordFields>): string {
  return Array.from(records, (record) => `${JSON.stringify(record)}\n`).join('');
}
