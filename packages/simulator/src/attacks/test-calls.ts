import type { Leg } from '../leg.ts';
import { usualCountries } from '../numbers/countries.ts';
import { foreignNumber } from '../numbers/foreign.ts';
import { draw } from '../weighted.ts';
import { attempt } from './attempt.ts';
import type { Intruder, Scene } from './shape.ts';

// More victims are not tried one by one.
const MOST_TRIED = 20;

function tryOut(scene: Scene, intruder: Intruder, from: number, spanMs: number): Leg[] {
  const { rng } = scene;
  const country = draw(rng, usualCountries);
  return Array.from({ length: rng.whole(1, 5) }, () =>
    attempt(scene, intruder, {
      target: { number: foreignNumber(rng, country), dead: false },
      startedAt: from + rng.float() * spanMs,
      talkSec: rng.logNormal(15, 0.8),
      answerShare: rng.between(0.5, 1),
    }),
  );
}

/** A few short calls to ordinary-looking numbers: do the credentials work? */
export function testCalls(scene: Scene, testsAt: number): Leg[] {
  const { rng, intruders, startsAt } = scene;
  const spanMs = Math.min((startsAt - testsAt) / 2, rng.wide(1, 30) * 60_000);
  return intruders
    .slice(0, MOST_TRIED)
    .flatMap((intruder) => tryOut(scene, intruder, testsAt, spanMs));
}
