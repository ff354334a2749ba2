import type { Conditions } from './conditions.ts';
import type { LineFollower } from './targets/line-follower.ts';
import { type DestinationTarget, type Target, TargetError } from './targets/target.ts';

/** Tells the conditions how the switch answers; that it refuses one line is an answer. */
export function observeTarget(target: Target, conditions: Conditions): Target {
  async function observed<T>(answer: Promise<T>): Promise<T> {
    try {
      const answered = await answer;
      conditions.succeeded('target');
      return answered;
    } catch (error) {
      if (error instanceof TargetError && error.code === 'unreachable') conditions.failed(error);
      throw error;
    }
  }
  return {
    name: target.name,
    can: target.can,
    apply: (request) => observed(target.apply(request)),
    readBack: (barring) => observed(target.readBack(barring)),
    release: (request) => observed(target.release(request)),
    list: () => observed(target.list()),
    ...(target.endCalls === undefined
      ? {}
      : { endCalls: (barring) => observed(target.endCalls!(barring)) }),
    ...(target.nodes === undefined ? {} : { nodes: target.nodes }),
    ...(target.lines && { lines: observeLines(target.lines, observed) }),
    ...(target.destinations && {
      destinations: observeDestinations(target.destinations, observed),
    }),
    close: () => target.close(),
  };
}

function observeLines(
  lines: LineFollower,
  observed: <T>(answer: Promise<T>) => Promise<T>,
): LineFollower {
  return { behind: (bars) => lines.behind(bars), follow: (bar) => observed(lines.follow(bar)) };
}

function observeDestinations(
  destinations: DestinationTarget,
  observed: <T>(answer: Promise<T>) => Promise<T>,
): DestinationTarget {
  return {
    ...destinations,
    apply: (request) => observed(destinations.apply(request)),
    readBack: (place) => observed(destinations.readBack(place)),
    release: (request) => observed(destinations.release(request)),
  };
}
