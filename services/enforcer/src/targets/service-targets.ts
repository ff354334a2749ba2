import { allOf, joined, priorOf } from './all-of.ts';
import { createServiceDestinations } from './service-destinations.ts';
import { createServiceLines } from './service-lines.ts';
import type { SwitchNode } from './switch-node.ts';
import {
  type ApplyRequest,
  type Barring,
  type Capabilities,
  type Held,
  type ReleaseRequest,
  type Target,
  TargetError,
} from './target.ts';

/** What is asked for each service; `*` stands for those that are not named. */
export type TargetsByService = ReadonlyMap<string, readonly Target[]>;

/** All targets as one: a line is barred when each target of its service says so. */
export function createServiceTargets(byService: TargetsByService): Target {
  const all = [...new Set([...byService.values()].flat())];
  const of = (service: string) => {
    const found = byService.get(service) ?? byService.get('*');
    if (found !== undefined) return found;
    throw new TargetError('refused', `has nothing for service ${service}; name it in the file`);
  };
  const nodes: SwitchNode[] = all.flatMap((target) => target.nodes ?? []);
  return {
    name: [...new Set(all.map((target) => target.name))].join('+'),
    can: capabilitiesOf(all),
    nodes,
    apply: (request) => apply(of(request.service), request),
    readBack: (barring) => readBack(of(barring.service), barring),
    release: (request) => release(of(request.service), request),
    list: async () => (await Promise.all(all.map((target) => target.list()))).flat(),
    endCalls: async (barring) => {
      const ended = of(barring.service).map((target) => target.endCalls?.(barring) ?? []);
      return (await Promise.all(ended)).flat();
    },
    lines: createServiceLines((service) => byService.get(service) ?? byService.get('*') ?? []),
    destinations: createServiceDestinations(byService, of),
    close: () => {
      for (const target of all) target.close();
    },
  };
}

async function apply(targets: readonly Target[], request: ApplyRequest): Promise<Held> {
  return joined(targets, await allOf(targets, (target) => target.apply(request)));
}

async function readBack(targets: readonly Target[], barring: Barring): Promise<Held | undefined> {
  const held = await allOf(targets, (target) => target.readBack(barring));
  if (held.some((one) => one === undefined)) return undefined;
  return joined(targets, held as Held[]);
}

async function release(targets: readonly Target[], request: ReleaseRequest): Promise<void> {
  await allOf(targets, (target) => {
    const priorState = priorOf(targets, target, request.priorState);
    return target.release({ ...request, priorState });
  });
}

/** What all of them can. */
function capabilitiesOf(targets: readonly Target[]): Capabilities {
  const every = (what: keyof Capabilities) => targets.every(({ can }) => can[what]);
  return {
    expireByItself: every('expireByItself'),
    readBack: every('readBack'),
    list: every('list'),
    teardown: targets.some(({ can }) => can.teardown),
    destination: every('destination'),
    forwarding: every('forwarding'),
    allBut: every('allBut'),
  };
}
