import type { Subscriber } from './subscriber.ts';

/** The factor on calls abroad that makes them `target` of all legs; 1 where no target is asked. */
export function abroadFactor(subscribers: readonly Subscriber[], target?: number): number {
  if (target === undefined) return 1;
  let home = 0;
  let abroad = 0;
  for (const subscriber of subscribers) {
    home += subscriber.legsPerHour;
    abroad += subscriber.abroadPerHour;
  }
  if (abroad === 0) return 0;
  // No run is abroad alone: beyond this the rates would have no bound.
  const share = Math.min(0.9, target);
  return (share * home) / ((1 - share) * abroad);
}
