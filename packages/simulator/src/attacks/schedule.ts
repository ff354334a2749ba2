import type { Random } from '../random.ts';
import type { Scene } from './shape.ts';

/** When the calls of an attack are placed, in epoch milliseconds. */
interface Window {
  from: number;
  to: number;
}

/** Shares (0–1) of the active time, in order: how even a dialer is. */
function texture(rng: Random, count: number): number[] {
  const way = rng.below(3);
  if (way === 0) return random(rng, count);
  if (way === 1) {
    const jitter = rng.between(0.1, 1.5);
    return Array.from({ length: count }, (_, i) => within((i + jitter * rng.float()) / count));
  }
  const burst = rng.whole(2, 12);
  const starts = random(rng, Math.ceil(count / burst));
  const width = 0.3 / starts.length;
  return Array.from({ length: count }, (_, i) => {
    return within(starts[Math.floor(i / burst)]! + width * rng.float());
  });
}

function random(rng: Random, count: number): number[] {
  return Array.from({ length: count }, () => rng.float());
}

function within(share: number): number {
  return Math.min(share, 0.999_999);
}

/** Moves a share so that calls come rarely at first and grow to the full rate. */
function ramped(share: number, ramp: number): number {
  const area = share * (1 - ramp / 2);
  return area < ramp / 2 ? Math.sqrt(2 * ramp * area) : area + ramp / 2;
}

/** Spreads idle time over a few breaks: `active` time to the time of the clock. */
function breaks(rng: Random, active: number, idle: number): (offset: number) => number {
  const count = rng.whole(1, 4);
  const at = random(rng, count).map((share) => share * active);
  const weights = random(rng, count);
  const sum = weights.reduce((a, b) => a + b, 0);
  return (offset) =>
    at.reduce(
      (time, start, i) => (offset >= start ? time + (idle * weights[i]!) / sum : time),
      offset,
    );
}

/**
 * Times of `count` calls at `perMinute` within the window, in order; sooner where the window is
 * too short. Where it is longer the attack ends early, or pauses and comes back.
 */
export function schedule(
  { rng, setting }: Scene,
  { from, to }: Window,
  { count, perMinute }: { count: number; perMinute: number },
): number[] {
  const span = to - from;
  const active = Math.min(span, (count / perMinute) * 60_000);
  const ramp = rng.chance(0.5) ? Math.min(0.9, (rng.wide(1, 60) * 60_000) / active) : 0;
  const pausing = rng.chance(setting.pauses);
  const idle = pausing ? (span - active) * rng.between(0.3, 1) : 0;
  const clock = breaks(rng, active, idle);
  return texture(rng, count)
    .map((share) => from + clock(ramped(share, ramp) * active))
    .sort((a, b) => a - b);
}

/** Times of `count` calls that follow the hours in which the weights say there are calls. */
export function rhythmic(
  rng: Random,
  { from, to }: Window,
  { count, weight }: { count: number; weight(at: number): number },
): number[] {
  const slots = Math.max(1, Math.ceil((to - from) / 900_000));
  const width = (to - from) / slots;
  const sums: number[] = [];
  let sum = 0;
  for (let i = 0; i < slots; i++) {
    sum += weight(from + i * width) + 1e-6;
    sums.push(sum);
  }
  const draw = () => {
    const mark = rng.float() * sum;
    const slot = sums.findIndex((end) => mark < end);
    return from + ((slot < 0 ? slots - 1 : slot) + rng.float()) * width;
  };
  return Array.from({ length: count }, draw).sort((a, b) => a - b);
}
