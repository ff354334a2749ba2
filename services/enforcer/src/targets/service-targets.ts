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
    close: () => {
      for (const target of all) target.close();
    },
  };
}

/** Each is asked, also after one that failed: what can be barred is. */
async function apply(targets: readonly Target[], request: ApplyRequest): Promise<Held> {
  const held = await allOf(targets, (target) => target.apply(request));
  return joined(targets, held);
}

async function readBack(targets: readonly Target[], barring: Barring): Promise<Held | undefined> {
  const held = await allOf(targets, (target) => target.readBack(barring));
  if (held.some((one) => one === undefined)) return undefined;
  return joined(targets, held as Held[]);
}

async function release(targets: readonly Target[], request: ReleaseRequest): Promise<void> {
  const priors = request.priorState as Record<string, unknown> | null;
  const isSingle = targets.length === 1;
  await allOf(targets, (target) =>
    target.release({
      ...request,
      priorState: isSingle ? request.priorState : (priors?.[target.name] ?? null),
    }),
  );
}

function joined(targets: readonly Target[], held: readonly Held[]): Held {
  if (held.length === 1) return held[0]!;
  const references = held.flatMap(({ reference }) => (reference === null ? [] : [reference]));
  return {
    until: Math.min(...held.map(({ until }) => until)),
    priorState: Object.fromEntries(targets.map(({ name }, i) => [name, held[i]!.priorState])),
    reference: references.length === 0 ? null : references.join(' '),
  };
}

async function allOf<T>(
  targets: readonly Target[],
  ask: (target: Target) => Promise<T>,
): Promise<T[]> {
  const outcomes = await Promise.allSettled(targets.map(ask));
  const failures = outcomes.flatMap((outcome, i) =>
    outcome.status === 'rejected'
      ? [{ error: outcome.reason as unknown, name: targets[i]!.name }]
      : [],
  );
  const strange = failures.find(({ error }) => !(error instanceof TargetError));
  if (strange !== undefined) throw strange.error;
  if (failures.length > 0) throw joinedError(failures as { error: TargetError; name: string }[]);
  return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<T>).value);
}

function joinedError(failures: readonly { error: TargetError; name: string }[]): TargetError {
  const isRefused = failures.every(({ error }) => error.code === 'refused');
  const isOne = failures.length === 1;
  const told = ({ error, name }: (typeof failures)[number]) =>
    isOne ? error.message : `${name} ${error.message}`;
  const message = failures.map(told).join('; ');
  const waits = failures.flatMap(({ error }) => error.retryAfterMs ?? []);
  return new TargetError(isRefused ? 'refused' : 'unreachable', message, {
    cause: failures[0]!.error,
    retryAfterMs: waits.length === 0 ? undefined : Math.min(...waits),
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
