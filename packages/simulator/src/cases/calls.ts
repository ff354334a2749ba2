import { callSource } from '../equipment.ts';
import { dialled } from '../lawful-dialling.ts';
import { createLeg, type Leg } from '../leg.ts';
import { answered, refused, unanswered } from '../outcome.ts';
import type { Subscriber } from '../subscriber.ts';
import type { CaseScene } from './case.ts';

/** One call abroad of a case. */
interface CaseCall {
  /** E.164 without the plus. */
  number: string;
  startedAt: number;
  /** Talk time where it is answered. */
  talkSec: number;
  /** Share of such calls that are answered. */
  answers: number;
  line?: string;
}

/** A call abroad as the subscriber makes it: dialled by habit, from its own equipment. */
export function callAbroad(scene: CaseScene, subscriber: Subscriber, what: CaseCall): Leg {
  const { rng } = scene;
  const { number, startedAt, answers, line } = what;
  const { dialled: far, wrong } = dialled(rng, subscriber, number);
  const talkSec = what.talkSec * scene.world.setting.cases.talk;
  const outcome = rng.chance(answers) ? answered(rng, talkSec) : unanswered(rng);
  return createLeg(rng, {
    subscriber,
    line: line ?? rng.pick(subscriber.lines),
    direction: 'outbound',
    far,
    abroad: true,
    startedAt,
    outcome: wrong ? refused(rng) : outcome,
    from: callSource(subscriber, rng, startedAt),
    label: null,
  });
}

/** The same call again and again until it is answered, `most` times at most. */
export function untilAnswered(
  scene: CaseScene,
  subscriber: Subscriber,
  what: CaseCall & { most: number; pauseMs: number },
): Leg[] {
  const legs: Leg[] = [];
  let startedAt = what.startedAt;
  while (legs.length < what.most) {
    const leg = callAbroad(scene, subscriber, { ...what, startedAt });
    legs.push(leg);
    if (leg.answeredAt !== null) break;
    startedAt = leg.endedAt + scene.rng.logNormal(what.pauseMs, 0.8);
  }
  return legs;
}

/** A whole number of calls, drawn wide and scaled as the setting has it. */
export function manyCalls({ rng, world }: CaseScene, low: number, high: number): number {
  return Math.max(1, Math.round(rng.wide(low, high) * world.setting.cases.calls));
}
