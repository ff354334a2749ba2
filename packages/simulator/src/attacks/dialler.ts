import type { Leg } from '../leg.ts';
import type { Random } from '../random.ts';
import { attempt } from './attempt.ts';
import { chooser, type Target } from './number-pool.ts';
import type { Intruder, Scene } from './shape.ts';

/** What one victim's calls have in common for a while. */
export interface Talk {
  answerShare: number;
  medianSec: number;
  sigma: number;
}

export function drawTalk({ rng, setting, shape: { manner } }: Scene): Talk {
  return {
    answerShare: rng.between(...manner.answered),
    medianSec: clamp(rng.wide(...manner.talkSec) * setting.talk, manner.talkSec),
    sigma: rng.between(...manner.sigma),
  };
}

function clamp(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}

/** So many calls at once: a later one waits until a channel is free. */
class Channels {
  private readonly busy: number[];

  constructor(count: number) {
    this.busy = new Array<number>(Math.min(count, 1_000)).fill(0);
  }

  /** The time at which the call can go out, and the channel it takes. */
  next(rng: Random, wanted: number): { at: number; channel: number } {
    let channel = 0;
    for (let i = 1; i < this.busy.length && this.busy[channel]! > wanted; i++) {
      if (this.busy[i]! < this.busy[channel]!) channel = i;
    }
    const free = this.busy[channel]!;
    return { at: free > wanted ? free + rng.logNormal(4_000, 0.8) : wanted, channel };
  }

  take(channel: number, until: number): void {
    this.busy[channel] = until;
  }
}

interface Orders {
  times: readonly number[];
  until: number;
  pool: readonly Target[];
  talk: Talk;
}

/** Dials as planned: waits for a free channel, gives up when nothing is answered any more. */
export function dial(scene: Scene, intruder: Intruder, orders: Orders): Leg[] {
  const { rng, setting } = scene;
  const { times, until, pool, talk } = orders;
  const channels = new Channels(intruder.channels);
  const choose = chooser(rng, pool);
  const patience = rng.chance(setting.patience) ? rng.whole(8, 60) : Infinity;
  const legs: Leg[] = [];
  let inVain = 0;
  for (const wanted of times) {
    const { at: startedAt, channel } = channels.next(rng, wanted);
    if (inVain >= patience || (startedAt >= until && legs.length > 0)) return legs;
    const talkSec = rng.logNormal(talk.medianSec, talk.sigma);
    const target = choose(legs.length);
    const leg = attempt(scene, intruder, { ...talk, target, startedAt, talkSec });
    channels.take(channel, leg.endedAt);
    inVain = leg.answeredAt === null ? inVain + 1 : 0;
    legs.push(leg);
  }
  return legs;
}
