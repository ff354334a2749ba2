import { createLeg, type Leg } from '../../leg.ts';
import { inboundCaller } from '../../numbers/caller.ts';
import { answered } from '../../outcome.ts';
import { attempt } from '../attempt.ts';
import { drawVolume } from '../campaign.ts';
import { drawTalk, type Talk } from '../dialler.ts';
import { chooser, drawPool, type Target } from '../number-pool.ts';
import { schedule } from '../schedule.ts';
import type { Intruder, Scene, Shape } from '../shape.ts';

interface DialIn {
  intruder: Intruder;
  line: string;
  caller: string;
  startedAt: number;
}

function inbound({ rng, label }: Scene, dialIn: DialIn, endsAt: number): Leg {
  const { intruder, line, caller, startedAt } = dialIn;
  // The PBX answers at once: an answering machine for people who know the code.
  const ringMs = 300 + Math.round(rng.exponential(1_200));
  const talkSec = (endsAt - startedAt - ringMs) / 1000 + rng.between(0.1, 6);
  return createLeg(rng, {
    subscriber: intruder.victim,
    line,
    direction: 'inbound',
    far: caller,
    abroad: false,
    startedAt,
    outcome: { ...answered(rng, talkSec), ringMs },
    from: intruder.from(rng, startedAt),
    label,
  });
}

/** Dials in, then out once or more, and hangs up soon after the last call abroad. */
function session(scene: Scene, dialIn: DialIn, choose: (at: number) => Target, talk: Talk): Leg[] {
  const { rng } = scene;
  const { intruder, line } = dialIn;
  const legs: Leg[] = [];
  let startedAt = dialIn.startedAt + rng.between(9_000, 35_000);
  for (let left = rng.chance(0.25) ? rng.whole(2, 4) : 1; left > 0; left--) {
    // Switches end the carrying call too, so a chain of hours is cut with it.
    const talkSec = Math.min(3_000, rng.logNormal(talk.medianSec, talk.sigma));
    const target = choose(legs.length);
    const leg = attempt(scene, intruder, { ...talk, target, line, startedAt, talkSec });
    legs.push(leg);
    startedAt = leg.endedAt + rng.between(4_000, 20_000);
  }
  return [inbound(scene, dialIn, legs.at(-1)!.endedAt), ...legs];
}

/** Call-through (DISA) abused: an outbound international leg rides on an inbound one. */
export const callThrough: Shape = {
  targets: ['pbx', 'office', 'hotel', 'hospital', 'shipping'],
  hours: [2, 96],
  device: 'own',
  manner: {
    calls: [10, 500],
    perMinute: [0.01, 2],
    talkSec: [60, 2_400],
    sigma: [0.1, 0.9],
    answered: [0.4, 0.95],
    countries: [1, 8],
    numbers: [3, 150],
  },
  legs(scene) {
    const { rng, startsAt: from, endsAt: to, intruders } = scene;
    const intruder = intruders[0]!;
    const choose = chooser(rng, drawPool(scene));
    const talk = drawTalk(scene);
    const callers = Array.from({ length: rng.whole(1, 10) }, () => inboundCaller(rng));
    const line = rng.pick(intruder.lines);
    const volume = drawVolume(scene, to - from);
    const sessions = { ...volume, count: Math.ceil(volume.count / 4) };
    return schedule(scene, { from, to }, sessions).flatMap((startedAt) => {
      const dialIn = { intruder, line, caller: rng.pick(callers), startedAt };
      return session(scene, dialIn, choose, talk);
    });
  },
};
