import { createLeg, type Leg } from '../../leg.ts';
import { inboundCaller } from '../../numbers/caller.ts';
import { attempt } from '../attempt.ts';
import { drawVolume } from '../campaign.ts';
import { drawTalk, type Talk } from '../dialler.ts';
import { drawPool, type Target } from '../number-pool.ts';
import { schedule } from '../schedule.ts';
import type { Intruder, Scene, Shape } from '../shape.ts';

interface Forwarded {
  line: string;
  caller: string;
  target: Target;
  startedAt: number;
}

/** A call to the line, and the leg abroad that it becomes. */
function forwarded(scene: Scene, intruder: Intruder, talk: Talk, call: Forwarded): Leg[] {
  const { rng, label } = scene;
  const { line, caller, target, startedAt } = call;
  const out = attempt(scene, intruder, {
    ...talk,
    target,
    line,
    divertedFrom: line,
    startedAt: startedAt + rng.between(50, 1_500),
    talkSec: rng.logNormal(talk.medianSec, talk.sigma),
  });
  const { answeredAt, endedAt, cause } = out;
  const began = Math.floor(startedAt);
  const inbound = createLeg(rng, {
    subscriber: intruder.victim,
    line,
    direction: 'inbound',
    far: caller,
    abroad: false,
    startedAt,
    outcome: {
      ringMs: (answeredAt ?? endedAt) - began,
      talkMs: answeredAt === null ? null : endedAt - answeredAt,
      cause,
    },
    from: intruder.from(rng, startedAt),
    label,
  });
  return [inbound, out];
}

/** Forwarding set to dear numbers abroad; calls to the line then leave on its account. */
export const forwarding: Shape = {
  targets: 'any',
  hours: [1, 72],
  device: 'own',
  manner: {
    calls: [8, 500],
    perMinute: [0.02, 4],
    talkSec: [60, 3_600],
    sigma: [0.05, 1],
    answered: [0.4, 0.98],
    countries: [1, 5],
    numbers: [1, 30],
  },
  legs(scene) {
    const { rng, startsAt: from, endsAt: to, intruders } = scene;
    const intruder = intruders[0]!;
    const talk = drawTalk(scene);
    const pool = drawPool(scene);
    const callers = Array.from({ length: rng.whole(1, 40) }, () => inboundCaller(rng));
    const line = rng.pick(intruder.lines);
    // The line forwards to one number at a time; the intruder changes it now and then.
    const changes = rng.wide(0.005, 0.3);
    let target = rng.pick(pool);
    return schedule(scene, { from, to }, drawVolume(scene, to - from)).flatMap((startedAt) => {
      if (rng.chance(changes)) target = rng.pick(pool);
      return forwarded(scene, intruder, talk, {
        line,
        caller: rng.pick(callers),
        target,
        startedAt,
      });
    });
  },
};
