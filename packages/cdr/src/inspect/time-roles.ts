import { type Doubt, doubt } from './doubt.ts';
import type { Proof } from './duration-columns.ts';
import type { TimeColumn } from './time-columns.ts';
import { withoutCopies } from './time-copies.ts';
import { countRead } from './time-forms.ts';

/** Which of the times of a row is which. */
export interface TimeRoles {
  readonly started: TimeColumn | undefined;
  readonly answered: TimeColumn | undefined;
  readonly ended: TimeColumn | undefined;
  readonly doubts: readonly Doubt[];
}

type CallTime = 'startedAt' | 'answeredAt' | 'endedAt';

const ALMOST_ALL = 0.95;

/** Tells the times apart by which comes first; names decide where the order does not. */
export function timeRoles(all: readonly TimeColumn[], proofs: readonly Proof[]): TimeRoles {
  const times = callTimes(all, proofs);
  if (times.length < 2) return oneTime(times[0]);
  const ended = lastOf(times, proofs);
  const before = times.filter((time) => time !== ended && !isSame(time, ended));
  const started = firstOf(before.length > 0 ? before : times.filter((time) => time !== ended));
  const answered = answerOf(
    before.filter((time) => time !== started),
    started,
    proofs,
    ended,
  );
  const doubts = [...nameDoubts(started, ended), ...betweenDoubts(answered)];
  return { started, answered, ended, doubts };
}

/** Times of the writing of a record are none of the call, unless there is no other. */
function callTimes(all: readonly TimeColumn[], proofs: readonly Proof[]): TimeColumn[] {
  const isProven = (time: TimeColumn) =>
    proofs.some(({ from, to }) => from === time || to === time);
  const ofCalls = all.filter(
    (time) => isProven(time) || says(time) > 0 || time.says('recordedAt') === 0,
  );
  return withoutCopies(ofCalls.length > 0 ? ofCalls : all);
}

function isSame(a: TimeColumn, b: TimeColumn | undefined): boolean {
  return b !== undefined && a.form.ms.every((one, row) => Object.is(one, b.form.ms[row]));
}

function oneTime(time: TimeColumn | undefined): TimeRoles {
  const isEnd = time !== undefined && time.says('endedAt') > Math.max(time.says('startedAt'), 0);
  return {
    started: isEnd ? undefined : time,
    answered: undefined,
    ended: isEnd ? time : undefined,
    doubts: [],
  };
}

/** The one that no other follows; among equals the one that durations or names say. */
function lastOf(times: readonly TimeColumn[], proofs: readonly Proof[]): TimeColumn | undefined {
  const ends = times.filter((time) => times.every((other) => share(other, time) >= ALMOST_ALL));
  const rated = (ends.length > 0 ? ends : times).map((time) => ({
    time,
    score:
      (proofs.some(({ to }) => to === time) ? 4 : 0) +
      time.says('endedAt') -
      Math.max(time.says('startedAt'), time.says('answeredAt')),
  }));
  const best = rated.sort((a, b) => b.score - a.score)[0];
  const isAnswer = best !== undefined && best.score < 0 && best.time.says('answeredAt') > 0;
  return isAnswer ? undefined : best?.time;
}

function firstOf(times: readonly TimeColumn[]): TimeColumn | undefined {
  const rated = times.map((time) => ({
    time,
    score:
      (times.every((other) => share(time, other) >= ALMOST_ALL) ? 4 : 0) +
      time.says('startedAt') -
      Math.max(time.says('endedAt'), time.says('answeredAt')) +
      // A call that began has a start, also when nobody answered.
      (countRead(time.form.ms) === time.form.ms.length ? 1 : 0),
  }));
  return rated.sort((a, b) => b.score - a.score)[0]?.time;
}

/** Between start and end, and named so, or missing on some rows as an answer is. */
function answerOf(
  times: readonly TimeColumn[],
  started: TimeColumn | undefined,
  proofs: readonly Proof[],
  ended: TimeColumn | undefined,
): TimeColumn | undefined {
  const candidates = times.filter(
    (time) => started !== undefined && share(started, time) >= ALMOST_ALL,
  );
  const rated = candidates.map((time) => ({
    time,
    score:
      time.says('answeredAt') * 2 -
      time.says('recordedAt') +
      (proofs.some(({ from, to }) => from === time && to === ended) ? 2 : 0) +
      (countRead(time.form.ms) < time.form.ms.length || isNameless(time) ? 1 : 0),
  }));
  const best = rated.sort((a, b) => b.score - a.score)[0];
  return best !== undefined && best.score > 0 ? best.time : undefined;
}

function isNameless({ parts }: TimeColumn): boolean {
  return parts.every(({ column }) => column.title === '');
}

function betweenDoubts(answered: TimeColumn | undefined): Doubt[] {
  if (answered === undefined || !isNameless(answered)) return [];
  const message = `${answered.name} lies between start and end and is taken for the answer`;
  return [doubt('?times', message)];
}

/** Of the rows with both, the share in which the first is not after the second. */
function share(first: TimeColumn, second: TimeColumn): number {
  let [rows, ordered] = [0, 0];
  for (const [row, one] of first.form.ms.entries()) {
    const other = second.form.ms[row] as number;
    if (Number.isNaN(one) || Number.isNaN(other)) continue;
    rows++;
    if (one <= other) ordered++;
  }
  return rows === 0 ? 1 : ordered / rows;
}

function says(time: TimeColumn): number {
  return Math.max(time.says('startedAt'), time.says('answeredAt'), time.says('endedAt'));
}

function nameDoubts(started: TimeColumn | undefined, ended: TimeColumn | undefined): Doubt[] {
  const isContrary = (time: TimeColumn | undefined, is: CallTime, not: CallTime) =>
    time !== undefined && time.says(not) === 3 && time.says(is) < 3;
  return isContrary(started, 'startedAt', 'endedAt') && isContrary(ended, 'endedAt', 'startedAt')
    ? [
        doubt(
          '?times',
          `${started?.name} is named as the end, but comes before ${ended?.name} in the rows; the order was believed`,
        ),
      ]
    : [];
}
