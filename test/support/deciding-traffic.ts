import { attack, leg, linesFrom, merged, office } from './traffic.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const from = Date.now() - 30 * MINUTE;

/** Older than its subscriber's horizon. */
const late = leg({
  subscriber: 'victim',
  callId: 'late',
  called: '0355501234',
  startedAt: from - 9 * DAY,
  talkMs: 5000,
}).map((record) => ({ ...record, called: '0355501234', startedAt: from - 9 * DAY }));

/** A record that cannot be used. */
export const POISON =
  '{"subscriber":"victim","callId":"p","called":"0355501234","endedAt":"tomorrow"}';

/** An attack on one subscriber beside two offices. */
export const records = merged(
  attack('victim', from),
  office('office-1', from),
  office('office-2', from),
);

const half = records.findIndex(({ callId }) => callId === 'victim-gn-7');

/** Up to the seventh call of the attack: nothing is decided yet. */
export const undecided = records.slice(0, half);

/** The rest as lines, with what is late and what cannot be used in front. */
export const deciding = [...linesFrom(late), POISON, ...linesFrom(records.slice(half))];
