import type { Barring, DestinationPlace, DestinationTarget, Target } from './target.ts';

/** Destinations of a target that takes them as bars of scope `destination:PREFIX`. */
export function destinationsThrough(
  target: Pick<Target, 'apply' | 'readBack' | 'release'>,
): DestinationTarget {
  return {
    apply: ({ exceptions, idempotencyKey, fence, ...place }) =>
      target.apply({ ...barringOf(place), exceptions, idempotencyKey, fence }),
    readBack: (place) => target.readBack(barringOf(place)),
    release: ({ priorState, idempotencyKey, fence, ...place }) =>
      target.release({ ...barringOf(place), priorState, idempotencyKey, fence }),
  };
}

/** It concerns no subscriber. */
function barringOf({ key, service, prefix, until }: DestinationPlace): Barring {
  return { key, service, subscriber: '', scope: `destination:${prefix}`, until };
}
