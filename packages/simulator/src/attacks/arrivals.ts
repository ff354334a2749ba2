import type { Random } from '../random.ts';
import type { Scene } from './shape.ts';

/** `count` times within [from, to), in order, with no rhythm in them. */
export function arrivals(rng: Random, from: number, to: number, count: number): number[] {
  const times = Array.from({ length: count }, () => rng.between(from, to));
  return times.sort((a, b) => a - b);
}

/** The same, where the first `rampMs` grow steadily to the full rate. */
export function rampedArrivals(scene: Scene, count: number, rampMs: number): number[] {
  const { rng, startsAt, endsAt } = scene;
  const span = endsAt - startsAt;
  const ramp = Math.min(0.5, rampMs / span);
  const times = Array.from({ length: count }, () => {
    const area = rng.float() * (1 - ramp / 2);
    const share = area < ramp / 2 ? Math.sqrt(2 * ramp * area) : area + ramp / 2;
    return startsAt + share * span;
  });
  return times.sort((a, b) => a - b);
}
