import type { Leg } from '../leg.ts';
import { dial, drawTalk, type Talk } from './dialler.ts';
import { drawPool, type Target } from './number-pool.ts';
import { schedule } from './schedule.ts';
import type { Intruder, Scene, Shape } from './shape.ts';

/** What a shape settles itself; all else is drawn. */
interface Settled {
  from?: number;
  to?: number;
  /** All times, in order. */
  times?: readonly number[];
  pool?: readonly Target[];
}

/** How many calls, and how fast. The rate is kept: a long attack has more of them. */
export function drawVolume(scene: Scene, span: number): { count: number; perMinute: number } {
  const { rng, setting, shape } = scene;
  const { calls, perMinute } = shape.manner;
  const rate = Math.max(perMinute[0], rng.wide(...perMinute) * setting.rate);
  const most = Math.min(setting.mostCalls, calls[1]);
  const count = Math.round(Math.min(most, Math.max(calls[0], (span / 60_000) * rate)));
  return { count, perMinute: rate };
}

/** The same shape with so many calls at the most, for one of several parts of an attack. */
export function withMostCalls(shape: Shape, share: number): Shape {
  const [least, most] = shape.manner.calls;
  const calls = [Math.min(1, least), Math.max(1, Math.floor(most * share))] as const;
  return { ...shape, manner: { ...shape.manner, calls } };
}

/** Part `i` of `count` about equal parts; all of a list too short to have a part for each. */
function part<T>(items: readonly T[], i: number, count: number): readonly T[] {
  const [from, to] = [i, i + 1].map((n) => Math.floor((n * items.length) / count));
  return from === to ? items : items.slice(from, to);
}

/**
 * A victim's calls abroad. Some attacks work through their ranges one after another, with another
 * way of talking for each.
 */
export function campaign(scene: Scene, intruder: Intruder, settled: Settled = {}): Leg[] {
  const { rng, setting } = scene;
  const { from = scene.startsAt, to = scene.endsAt } = settled;
  const times = settled.times ?? schedule(scene, { from, to }, drawVolume(scene, to - from));
  const pool = settled.pool ?? drawPool(scene);
  const phases = Math.min(times.length, rng.chance(setting.phases) ? rng.whole(2, 4) : 1);
  const talks: Talk[] = Array.from({ length: phases }, () => drawTalk(scene));
  return talks.flatMap((talk, i) => {
    const orders = { times: part(times, i, phases), pool: part(pool, i, phases), talk, until: to };
    return dial(scene, intruder, orders);
  });
}

/** The same, of every victim on its own, into the same numbers. */
export function campaigns(scene: Scene): Leg[] {
  const pool = drawPool(scene);
  return scene.intruders.flatMap((intruder) => campaign(scene, intruder, { pool }));
}
