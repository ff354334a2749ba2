import { callSource } from '../equipment.ts';
import { createLeg, type Leg } from '../leg.ts';
import { answered } from '../outcome.ts';
import type { CaseScene } from './case.ts';

interface Session {
  line: string;
  far: string;
  startedAt: number;
  /** When the last call that rides on it ends. */
  until: number;
}

/** The inbound leg of somebody who calls the exchange to call out through it. */
export function dialIn(scene: CaseScene, { line, far, startedAt, until }: Session): Leg {
  const { rng } = scene;
  const subscriber = scene.subscribers[0]!;
  const ringMs = 300 + Math.round(rng.exponential(1_500));
  const talkSec = (until - startedAt - ringMs) / 1000 + rng.between(0.1, 8);
  return createLeg(rng, {
    subscriber,
    line,
    direction: 'inbound',
    far,
    abroad: false,
    startedAt,
    outcome: { ...answered(rng, talkSec), ringMs },
    from: callSource(subscriber, rng, startedAt),
    label: null,
  });
}
