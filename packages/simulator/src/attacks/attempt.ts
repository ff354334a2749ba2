import { createLeg, type Leg } from '../leg.ts';
import { dialAbroad } from '../numbers/dialling.ts';
import { answered, refused, unanswered } from '../outcome.ts';
import type { Target } from './number-pool.ts';
import type { Intruder, Scene } from './shape.ts';

interface Attempt {
  target: Target;
  startedAt: number;
  /** Talk time where it is answered. */
  talkSec: number;
  /** Share of such attempts that are answered. */
  answerShare: number;
  /** A prefix to try in place of the habitual one. */
  form?: string;
  line?: string;
  /** The line that forwarded the call. */
  divertedFrom?: string;
}

const SHORTEST_SEC = 2;

/** One call abroad from a victim's line. */
export function attempt(scene: Scene, intruder: Intruder, what: Attempt): Leg {
  const { rng, label } = scene;
  const { victim, lines, dialHabit } = intruder;
  const { target, startedAt, form, divertedFrom } = what;
  const talks = !target.dead && rng.chance(what.answerShare);
  const failed = target.dead ? refused(rng) : unanswered(rng);
  return createLeg(rng, {
    subscriber: victim,
    line: what.line ?? rng.pick(lines),
    direction: 'outbound',
    far:
      form === undefined
        ? dialAbroad(rng, dialHabit, target.number, victim.otherForm)
        : form + target.number,
    abroad: true,
    startedAt,
    outcome: talks ? answered(rng, Math.max(SHORTEST_SEC, what.talkSec)) : failed,
    from: intruder.from(rng, startedAt),
    label,
    ...(divertedFrom === undefined ? {} : { legKind: 'forwarded' as const, divertedFrom }),
  });
}
