/** Service of what a drill sends; reports leave it out. */
export const DRILL = 'drill';

const CALLS = 60;
const APART_MS = 6000;
const TALK_SEC = 150;

/** Records of a PBX that is taken over, as NDJSON: a minute ago it was still calling. */
export function drillAttack(subscriber: string, now: number): string {
  return Array.from({ length: CALLS }, (_, n) => {
    const startedAt = now - 60_000 - (CALLS - n) * APART_MS - TALK_SEC * 1000;
    const record = {
      source: DRILL,
      service: DRILL,
      subscriber,
      callId: `${subscriber}-${n}`,
      called: `01022460112${String(3000 + n)}`,
      startedAt,
      answeredAt: startedAt,
      endedAt: startedAt + TALK_SEC * 1000,
      durationSec: TALK_SEC,
      costJpy: 500,
    };
    return `${JSON.stringify(record)}\n`;
  }).join('');
}
