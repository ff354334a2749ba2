import { createLeg, type Leg } from '../leg.ts';
import { inboundCaller } from '../numbers/caller.ts';
import { answered } from '../outcome.ts';
import { arrivals } from './arrivals.ts';
import { attempt } from './attempt.ts';
import type { Scene, Shape } from './shape.ts';
import { abused, rentedNumbers } from './targets.ts';

interface Session {
  line: string;
  caller: string;
  startedAt: number;
  talkSec: number;
}

function inbound(scene: Scene, { line, caller, startedAt }: Session, endsAt: number): Leg {
  const { rng, intruders, label } = scene;
  const { victim, from } = intruders[0]!;
  // The PBX answers at once: an answering machine for people who know the code.
  const ringMs = 300 + Math.round(rng.exponential(1_200));
  const talkSec = (endsAt - startedAt - ringMs) / 1000 + rng.between(0.1, 6);
  return createLeg(rng, {
    subscriber: victim,
    line,
    direction: 'inbound',
    far: caller,
    abroad: false,
    startedAt,
    outcome: { ...answered(rng, talkSec), ringMs },
    from,
    label,
  });
}

/** Dials in, then out once or more, and hangs up soon after the last call abroad. */
function session(scene: Scene, dialIn: Session, numbers: readonly string[]): Leg[] {
  const { rng, intruders } = scene;
  const legs: Leg[] = [];
  let free = dialIn.startedAt + rng.between(9_000, 35_000);
  for (let left = rng.chance(0.25) ? 2 : 1; left > 0; left--) {
    const number = rng.pick(numbers);
    const talkSec = dialIn.talkSec * rng.logNormal(1, 0.6);
    const call = { number, startedAt: free, talkSec, answerShare: 0.8, line: dialIn.line };
    const leg = attempt(scene, intruders[0]!, call);
    legs.push(leg);
    free = leg.endedAt + rng.between(4_000, 20_000);
  }
  return [inbound(scene, dialIn, legs.at(-1)!.endedAt), ...legs];
}

/** Call-through (DISA) abused: an outbound international leg rides on an inbound one. */
export const callThrough: Shape = {
  targets: ['pbx', 'trading-firm'],
  victims: [1, 1],
  hours: [8, 60],
  nightOnly: false,
  ownPbx: true,
  legs(scene) {
    const { rng, startsAt, endsAt, intruders } = scene;
    const numbers = rentedNumbers(rng, abused(rng, rng.whole(1, 4)), rng.whole(8, 60));
    const callers = Array.from({ length: rng.whole(2, 8) }, () => inboundCaller(rng));
    const line = rng.pick(intruders[0]!.lines);
    const talkSec = rng.wide(240, 1_200);
    const times = arrivals(rng, startsAt, endsAt, rng.whole(50, 200));
    return times.flatMap((startedAt) =>
      session(scene, { line, caller: rng.pick(callers), startedAt, talkSec }, numbers),
    );
  },
};
