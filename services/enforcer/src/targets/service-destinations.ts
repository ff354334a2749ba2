import { allOf, joined, priorOf } from './all-of.ts';
import type { TargetsByService } from './service-targets.ts';
import {
  type DestinationPlace,
  type DestinationTarget,
  type Held,
  type Target,
  TargetError,
} from './target.ts';

/** A destination is restricted for a service when each target of it says so. */
export function createServiceDestinations(
  byService: TargetsByService,
  of: (service: string) => readonly Target[],
): DestinationTarget {
  const restricting = ({ service }: Pick<DestinationPlace, 'service'>) =>
    of(service).map((target) => ({
      name: target.name,
      destinations: destinationsOf(target, byService),
    }));
  return {
    whyNot: (service) => refusalOf(() => restricting({ service })),
    async apply(request) {
      const targets = restricting(request);
      return joined(targets, await allOf(targets, (one) => one.destinations.apply(request)));
    },
    async readBack(place) {
      const targets = restricting(place);
      const held = await allOf(targets, (one) => one.destinations.readBack(place));
      if (held.some((one) => one === undefined)) return undefined;
      return joined(targets, held as Held[]);
    },
    async release(request) {
      const targets = restricting(request);
      await allOf(targets, (one) => {
        const priorState = priorOf(targets, one, request.priorState);
        return one.destinations.release({ ...request, priorState });
      });
    },
  };
}

function refusalOf(ask: () => unknown): string | undefined {
  try {
    ask();
    return undefined;
  } catch (error) {
    if (error instanceof TargetError) return error.message;
    throw error;
  }
}

/** @throws TargetError `refused` where it cannot, or could for other services' lines alike only */
function destinationsOf(target: Target, byService: TargetsByService): DestinationTarget {
  const { name, destinations, nodes = [] } = target;
  if (destinations === undefined) {
    throw new TargetError('refused', `${name} cannot restrict a destination`);
  }
  const served = [...byService].filter(([, targets]) => targets.includes(target));
  // A node keeps one list of destinations for every call that it sees.
  if (nodes.length > 0 && served.length > 1) {
    const names = served.map(([service]) => service).join(', ');
    const mend = 'give each service nodes of its own';
    throw new TargetError('refused', `${name} would restrict it for ${names} at once; ${mend}`);
  }
  return destinations;
}
