const DAY_MS = 86_400_000;
/** Callers count for so long, fading; those whose episode was barred for longer. */
export const WINDOW_MS = 2 * DAY_MS;
export const BARRED_WINDOW_MS = 8 * DAY_MS;
/** Of so many callers of one number at least it is asked whether it is a hotline. */
const HOTLINE_CALLERS = 5;
/** A number whose callers are less suspect than this on average is called lawfully, */
const HOTLINE_SUSPICION = 0.6;
/** or less than this where hardly anybody calls another number there: attackers hold many numbers. */
const LONE_HOTLINE_SUSPICION = 0.9;
const LONE_SHARE = 0.85;
/** A caller as suspect as can be counts as so many more. */
export const SUSPECTED = 3;

/** A subscriber to whom a range is new, as its newest calls there show it. */
export interface Caller {
  /** Epoch ms of its first call that is remembered, and of its newest. */
  since: number;
  at: number;
  /** The number called last, and in a country the range called last. */
  number: number;
  range: string;
  suspicion: number;
  novel: number;
}

export function isBarred({ suspicion }: Caller): boolean {
  return suspicion >= 1;
}

/** Whether a caller still counts at instant `now`. */
export function counts(caller: Caller, now: number): boolean {
  return leavesAt(caller) > now;
}

/** Epoch ms from which on a caller counts no more. */
export function leavesAt(caller: Caller): number {
  return caller.at + (isBarred(caller) ? BARRED_WINDOW_MS : WINDOW_MS);
}

/** As how many callers it counts. */
export function weightOf(caller: Caller): number {
  const { suspicion, novel } = caller;
  return novel + SUSPECTED * (isBarred(caller) ? 1.5 : suspicion * novel);
}

/** Numbers with many callers, hardly any of them suspect by anything else. */
export function hotlinesOf(callers: Iterable<Caller>, least = HOTLINE_CALLERS): number[] {
  let all = 0;
  const byNumber = new Map<number, { callers: number; suspicion: number }>();
  for (const { number, suspicion } of callers) {
    all++;
    const known = byNumber.get(number) ?? { callers: 0, suspicion: 0 };
    known.callers++;
    known.suspicion += Math.min(1, suspicion);
    byNumber.set(number, known);
  }
  return [...byNumber]
    .filter(([, { callers, suspicion }]) => {
      const most = callers >= LONE_SHARE * all ? LONE_HOTLINE_SUSPICION : HOTLINE_SUSPICION;
      return callers >= least && suspicion / callers < most;
    })
    .map(([number]) => number);
}
