import type { RecordFields } from './record.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The stop at `at`, epoch ms, of a call that was answered so many minutes before. */
export function stopAt(
  subscriber: string,
  at: number,
  called: string,
  minutes: number,
): RecordFields {
  const answeredAt = at - minutes * MINUTE;
  const callId = `${subscriber}-${at}`;
  return { subscriber, callId, called, startedAt: answeredAt, answeredAt, endedAt: at, at };
}

/** A week at home: what is new to a subscriber must be new to what is known of it. */
export function weekAtHome(subscriber: string): RecordFields[] {
  const now = Date.now();
  return [7, 6, 5, 4, 3, 2, 1].map((days) => stopAt(subscriber, now - days * DAY, '0312345678', 3));
}
