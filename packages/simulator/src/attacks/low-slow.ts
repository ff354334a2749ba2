import { HOUR } from '../japan-time.ts';
import type { Leg } from '../leg.ts';
import { attempt } from './attempt.ts';
import type { Scene, Shape } from './shape.ts';
import { abused, rentedNumbers } from './targets.ts';

const DAY_HOURS = 24;

function onLine(scene: Scene, line: string, numbers: readonly string[]): Leg[] {
  const { rng, intruders } = scene;
  const legs: Leg[] = [];
  const gap = HOUR / rng.between(1, 2);
  // Part of each day alone, so that no day's total stands out.
  const active = rng.between(6, 12);
  let startedAt = scene.startsAt + rng.exponential(gap / 4);
  while (startedAt < scene.endsAt) {
    const talkSec = rng.between(8, 20) * 60 * rng.logNormal(1, 0.15);
    const number = rng.pick(numbers);
    const hour = ((startedAt - scene.startsAt) / HOUR) % DAY_HOURS;
    if (hour < active) {
      legs.push(
        attempt(scene, intruders[0]!, { number, startedAt, talkSec, answerShare: 0.8, line }),
      );
    }
    startedAt += rng.exponential(gap);
  }
  return legs;
}

/** Under every threshold: one or two calls an hour and line, for days. */
export const lowSlow: Shape = {
  targets: ['pbx', 'call-centre', 'hotel', 'hospital'],
  victims: [1, 1],
  hours: [72, 336],
  nightOnly: false,
  ownPbx: false,
  legs(scene) {
    const { rng, intruders } = scene;
    const numbers = rentedNumbers(rng, abused(rng, rng.whole(2, 6)), rng.whole(20, 80));
    const lines = intruders[0]!.lines.slice(0, rng.whole(2, 4));
    return lines.flatMap((line) => onLine(scene, line, numbers));
  },
};
