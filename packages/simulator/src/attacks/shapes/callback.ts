import { hourOfWeek } from '../../japan-time.ts';
import { createLeg, type Leg } from '../../leg.ts';
import { attempt } from '../attempt.ts';
import { drawTalk, type Talk } from '../dialler.ts';
import { drawPool, type Target } from '../number-pool.ts';
import { rhythmic } from '../schedule.ts';
import type { Intruder, Scene, Shape } from '../shape.ts';

const MINUTE = 60_000;
const LONGEST_DELAY = 240;

function missed(
  { rng, label }: Scene,
  intruder: Intruder,
  { number }: Target,
  startedAt: number,
): Leg {
  return createLeg(rng, {
    subscriber: intruder.victim,
    line: rng.pick(intruder.lines),
    direction: 'inbound',
    far: `+${number}`,
    abroad: false,
    startedAt,
    outcome: { ringMs: Math.round(rng.between(900, 5_000)), talkMs: null, cause: 16 },
    from: intruder.from(rng, startedAt),
    label,
  });
}

/** A ring, and a call or two back to the number it came from. */
function lured(
  scene: Scene,
  intruder: Intruder,
  target: Target,
  talk: Talk,
  rangAt: number,
): Leg[] {
  const { rng } = scene;
  const ring = missed(scene, intruder, target, rangAt);
  const legs = [ring];
  const left = (scene.endsAt - ring.endedAt) / MINUTE;
  let startedAt = ring.endedAt + rng.wide(0.2, Math.min(LONGEST_DELAY, left)) * MINUTE;
  for (let calls = rng.chance(0.2) ? 2 : 1; calls > 0; calls--) {
    const talkSec = rng.logNormal(talk.medianSec, talk.sigma);
    const leg = attempt(scene, intruder, { ...talk, target, line: ring.line, startedAt, talkSec });
    legs.push(leg);
    startedAt = leg.endedAt + rng.wide(0.1, 20) * MINUTE;
  }
  return legs;
}

/** Many are rung once from a dear range, and some call back: they are deceived, not taken over. */
export const callback: Shape = {
  targets: ['home', 'office', 'pbx'],
  victims: [10, 300],
  hours: [2, 72],
  when: 'any',
  device: 'own',
  victimCalls: true,
  manner: {
    calls: [1, 2],
    perMinute: [0.01, 2],
    talkSec: [20, 400],
    sigma: [0.4, 0.9],
    answered: [0.7, 0.98],
    countries: [1, 2],
    numbers: [1, 60],
  },
  legs(scene) {
    const { rng, startsAt: from, endsAt, intruders } = scene;
    // Time for the last one to call back.
    const to = endsAt - Math.min(LONGEST_DELAY * MINUTE, (endsAt - from) / 2);
    const pool = drawPool(scene).map((target) => ({ ...target, dead: false }));
    const talk = drawTalk(scene);
    const weight = (at: number) => (hourOfWeek(at) % 24 >= 7 ? 1 : 0.05);
    const times = rhythmic(rng, { from, to }, { count: intruders.length, weight });
    return intruders.flatMap((intruder, i) =>
      lured(scene, intruder, rng.pick(pool), talk, times[i]!),
    );
  },
};
