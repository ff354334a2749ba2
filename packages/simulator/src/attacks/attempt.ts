import { createLeg, type Leg } from '../leg.ts';
import { dialAbroad } from '../numbers/dialling.ts';
import { answered, unanswered } from '../outcome.ts';
import type { Intruder, Scene } from './shape.ts';

interface Attempt {
  /** E.164 without the plus. */
  number: string;
  startedAt: number;
  /** Talk time where it is answered. */
  talkSec: number;
  /** Share of such attempts that are answered. */
  answerShare: number;
  /** A prefix to try in place of the habitual one. */
  form?: string;
  line?: string;
}

/** One call abroad from a victim's line. */
export function attempt(scene: Scene, intruder: Intruder, what: Attempt): Leg {
  const { rng, label } = scene;
  const { victim, lines, from, dialHabit } = intruder;
  const { number, startedAt, talkSec, form } = what;
  return createLeg(rng, {
    subscriber: victim,
    line: what.line ?? rng.pick(lines),
    direction: 'outbound',
    far: form === undefined ? dialAbroad(rng, dialHabit, number) : form + number,
    abroad: true,
    startedAt,
    outcome: rng.chance(what.answerShare) ? answered(rng, talkSec) : unanswered(rng),
    from,
    label,
  });
}
