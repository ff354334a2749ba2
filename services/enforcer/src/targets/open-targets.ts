import type { Ledger } from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import { createCommandTarget } from './command.ts';
import { destinationsThrough } from './destinations.ts';
import { createDryRunTarget } from './dry-run.ts';
import { type IdentityOptions, identitiesOf, type LinesOf } from './identities.ts';
import { createKamailioNode } from './kamailio/kamailio-node.ts';
import { createManualTarget } from './manual.ts';
import { createNodeTarget } from './node-target.ts';
import { createRedisNode } from './redis/redis-node.ts';
import { createServiceTargets } from './service-targets.ts';
import type { Barring, Target } from './target.ts';
import type { TargetSettings, TargetsSettings } from './targets-file.ts';
import { createWebhookTarget } from './webhook.ts';

export interface TargetParts {
  ledger: Ledger;
  /** Lines of a contract, from the directory. */
  linesOf: LinesOf;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** Makes the targets of a file. Nothing is asked yet. */
export function openTargets(settings: TargetsSettings, parts: TargetParts): Target {
  const named = new Map(
    Object.entries(settings.targets).map(([name, of]) => [name, openTarget(name, of, parts)]),
  );
  const byService = Object.entries(settings.services).map(
    ([service, names]) => [service, names.map((name) => named.get(name)!)] as const,
  );
  return createServiceTargets(new Map(byService));
}

export function openTarget(name: string, settings: TargetSettings, parts: TargetParts): Target {
  const { ledger, linesOf, log, now } = parts;
  if (settings.kind === 'dry-run') return createDryRunTarget(ledger, log, now);
  const identities = { linesOf, forms: settings.lines, countryCode: settings.countryCode };
  if (settings.kind === 'kamailio' || settings.kind === 'redis') {
    const nodes = nodesOf(name, settings, now);
    return withDestinations(createNodeTarget({ name, nodes, identities, ledger, now }));
  }
  return withDestinations(withIdentities(keyedTarget(name, settings, parts), identities));
}

function withDestinations(target: Target): Target {
  return target.can.destination ? { ...target, destinations: destinationsThrough(target) } : target;
}

type NodeSettings = Extract<TargetSettings, { kind: 'kamailio' | 'redis' }>;
type KeyedSettings = Extract<TargetSettings, { kind: 'webhook' | 'command' | 'manual' }>;

function nodesOf(target: string, settings: NodeSettings, now: () => number) {
  const common = {
    timeoutMs: settings.timeout,
    longestS: Math.floor(settings.longest / 1000),
    now,
  };
  return Object.entries(settings.nodes).map(([node, url]) => {
    const name = `${target}/${node}`;
    return settings.kind === 'kamailio'
      ? createKamailioNode({ name, url, teardown: settings.teardown, ...common })
      : createRedisNode({ name, url, ...common });
  });
}

function keyedTarget(
  name: string,
  settings: KeyedSettings,
  { ledger, log, now }: TargetParts,
): Target {
  switch (settings.kind) {
    case 'webhook': {
      const { url, secretFile: secret, timeout: timeoutMs } = settings;
      return { ...createWebhookTarget({ url, secret, timeoutMs, now }), name };
    }
    case 'command': {
      const { program, args, timeout: timeoutMs, can } = settings;
      return createCommandTarget({ name, program, args, timeoutMs, can });
    }
    case 'manual':
      return createManualTarget({ name, instructions: settings.instructions, ledger, log, now });
  }
}

/** Who does not keep entries itself is told all the lines that there are. */
function withIdentities(target: Target, options: IdentityOptions): Target {
  const told = async <T extends Barring>(barring: T): Promise<T> => {
    const { subscriber, exceptions } = barring;
    if (exceptions !== undefined) {
      const named = await Promise.all(exceptions.map((one) => identitiesOf(one, options)));
      return { ...barring, exceptions: named.flat() };
    }
    // A destination concerns no subscriber.
    if (subscriber === '') return barring;
    return { ...barring, identities: await identitiesOf(subscriber, options) };
  };
  return {
    ...target,
    apply: async (request) => target.apply(await told(request)),
    release: async (request) => target.release(await told(request)),
    ...(target.endCalls === undefined
      ? {}
      : { endCalls: async (barring) => target.endCalls!(await told(barring)) }),
  };
}
