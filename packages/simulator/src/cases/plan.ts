import type { DeviceWorld } from '../equipment.ts';
import { DAY, HOUR } from '../japan-time.ts';
import type { Leg } from '../leg.ts';
import type { SimulationOptions } from '../options.ts';
import { Random } from '../random.ts';
import type { Subscriber } from '../subscriber.ts';
import type { Case, Period } from './case.ts';
import { type CaseName, caseNames, kinds } from './registry.ts';

/** A case that will happen. */
export interface PlannedCase extends Period {
  name: CaseName;
  subscribers: readonly Subscriber[];
  /** Whether it changes its subscribers, not only adds calls. */
  changes: boolean;
  /** Its own legs by their start; the same at each call. */
  legs(): Leg[];
}

const CASE_RATE = 0.025;
const RATE_DAYS = 21;
// So much of all subscribers share one case at most.
const MOST_SHARED = 0.012;
// A subscriber may have two cases at once, as in life.
const COMBINED = 0.12;
// Cases begin at any time but the very end, where nothing of them would be seen.
const LATEST = 0.95;

function named({ cases = 'none' }: SimulationOptions): readonly CaseName[] {
  if (cases === 'none') return [];
  // In one order, whatever the caller's: a contract must begin before other things happen to it.
  return cases === 'all' ? caseNames : caseNames.filter((name) => cases.includes(name));
}

/** How often each kind happens that concerns one subscriber. */
function timesEach(options: SimulationOptions, names: readonly CaseName[]): number {
  const single = names.filter((name) => kinds[name].subscribers[1] === 1).length;
  const { caseRate = CASE_RATE, subscribers, days } = options;
  const wanted = (caseRate * subscribers * days) / RATE_DAYS;
  return Math.max(1, Math.round(wanted / Math.max(1, single)));
}

/** What planning needs of a run. */
interface Plan {
  options: SimulationOptions;
  world: DeviceWorld;
  all: readonly Subscriber[];
  free: Set<Subscriber>;
}

function choose(rng: Random, kind: Case, { all: of, free }: Plan, startsAt: number): Subscriber[] {
  const [low, high] = kind.subscribers;
  const most = Math.max(1, Math.min(high, Math.floor(of.length * MOST_SHARED)));
  const count = Math.min(most, Math.round(rng.wide(Math.min(low, most), most)));
  const suits = ({ population, since = 0 }: Subscriber) =>
    kind.suits.includes(population.name) && since <= startsAt;
  const fresh = (subscriber: Subscriber) => free.has(subscriber) || rng.chance(COMBINED);
  const suited = of.filter((subscriber) => suits(subscriber) && fresh(subscriber));
  const from = suited.length > 0 ? suited : of.filter(({ since = 0 }) => since <= startsAt);
  const chosen: Subscriber[] = [];
  while (chosen.length < count && from.length > 0) {
    chosen.push(from.splice(rng.below(from.length), 1)[0]!);
  }
  for (const subscriber of chosen) free.delete(subscriber);
  return chosen;
}

function periodOf(rng: Random, { hours }: Case, { start, days }: SimulationOptions): Period {
  const startsAt = start + rng.float() * days * DAY * LATEST;
  return { startsAt, endsAt: Math.min(startsAt + rng.wide(...hours) * HOUR, start + days * DAY) };
}

function planOne(plan: Plan, name: CaseName, index: number): PlannedCase {
  const { options, world } = plan;
  const kind: Case = kinds[name];
  const rng = new Random(options.seed, 'case', name, index);
  const period = periodOf(rng, kind, options);
  const subscribers = choose(rng, kind, plan, period.startsAt);
  const scene = { world, subscribers, ...period };
  kind.change?.({ ...scene, rng });
  const legs = () => {
    const draws = new Random(options.seed, 'case-legs', name, index);
    const found = kind.legs?.({ ...scene, rng: draws }) ?? [];
    const within = found.filter(({ startedAt }) => startedAt < period.endsAt);
    return within.sort((a, b) => a.startedAt - b.startedAt);
  };
  return { name, subscribers, changes: kind.change !== undefined, ...period, legs };
}

/** The cases of a run; what they change about the subscribers is done here. */
export function planCases(
  options: SimulationOptions,
  world: DeviceWorld,
  subscribers: readonly Subscriber[],
): PlannedCase[] {
  const names = named(options);
  const times = timesEach(options, names);
  const plan: Plan = { options, world, all: subscribers, free: new Set(subscribers) };
  return names.flatMap((name) => {
    const shared = kinds[name].subscribers[1] > 1;
    return Array.from({ length: shared ? 1 : times }, (_, i) => planOne(plan, name, i));
  });
}
