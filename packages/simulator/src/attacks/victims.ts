import type { DirectoryKind } from '../populations/population.ts';
import type { Random } from '../random.ts';
import type { Subscriber } from '../subscriber.ts';
import type { AttackSetting } from './attack-setting.ts';
import type { Shape } from './shape.ts';

// However many a shape takes: no run is all victims.
const MOST_VICTIMS = 0.03;

function targetsOf(
  rng: Random,
  { targets }: Shape,
  firms: number,
): (kind: DirectoryKind) => boolean {
  if (targets !== 'any') return (kind) => targets.includes(kind);
  // Homes are the most of a service, and not the most of what is attacked.
  const firm = rng.chance(firms);
  return (kind) => !firm || kind !== 'home';
}

function take(rng: Random, from: Subscriber[], count: number): Subscriber[] {
  const taken: Subscriber[] = [];
  while (taken.length < count && from.length > 0) {
    const index = rng.below(from.length);
    taken.push(from[index]!);
    from[index] = from.at(-1)!;
    from.pop();
  }
  return taken;
}

function preferred(rng: Random, shape: Shape, candidates: Subscriber[]): Subscriber[] {
  const found = shape.prefers?.(rng, candidates) ?? [];
  return found.length > 0 ? found : candidates;
}

interface Choice {
  free: Set<Subscriber>;
  /** So many subscribers are in the run. */
  of: number;
  /** Whoever has no contract by then is no victim. */
  startsAt: number;
  setting: AttackSetting;
}

/** Victims nobody else attacks, and takes them off the free ones. */
export function chooseVictims(
  rng: Random,
  shape: Shape,
  { free, of, startsAt, setting }: Choice,
): Subscriber[] {
  const wanted = Math.round(rng.wide(...(shape.victims ?? [1, 1])));
  const count = Math.min(wanted, Math.max(1, Math.floor(of * MOST_VICTIMS)));
  const present = [...free].filter(({ since = 0 }) => since < startsAt);
  const isTarget = targetsOf(rng, shape, setting.firms);
  const targets = present.filter(({ population }) => isTarget(population.kind));
  const from = targets.length > 0 ? targets : present;
  const victims = take(rng, preferred(rng, shape, from), count);
  for (const victim of victims) free.delete(victim);
  return victims;
}
