import { drawIntruderSource } from '../equipment.ts';
import { DAY } from '../japan-time.ts';
import type { Leg } from '../leg.ts';
import { dialHabit } from '../numbers/dialling.ts';
import type { SimulationOptions } from '../options.ts';
import { Random } from '../random.ts';
import type { Label } from '../record.ts';
import type { Subscriber } from '../subscriber.ts';
import { type ShapeName, shapeNames, shapes } from './registry.ts';
import type { Intruder, Shape } from './shape.ts';
import { choosePeriod } from './timing.ts';

/** An attack that will happen. */
export interface PlannedAttack {
  label: Label;
  /** Epoch milliseconds; no leg starts before. */
  startsAt: number;
  /** All its legs by their start; the same at each call. */
  legs(): Leg[];
}

// The provider sees the victim's own PBX where an extension was registered on it (event 1) or
// its call-through was used (event 2); else somebody else's device with the credentials.
const THROUGH_OWN_PBX = 0.55;
const MOST_VICTIMS = 0.1;

function names({ attacks }: SimulationOptions): readonly ShapeName[] {
  if (attacks === 'none') return [];
  return attacks === 'all' ? shapeNames : attacks;
}

function chooseVictims(rng: Random, shape: Shape, free: Set<Subscriber>, of: number): Subscriber[] {
  const wanted = free.size === 0 ? 0 : rng.whole(...shape.victims);
  const count = Math.min(wanted, Math.max(1, Math.floor(of * MOST_VICTIMS)));
  const suited = [...free].filter(({ population }) => shape.targets.includes(population.name));
  const from = suited.length >= count ? suited : [...free];
  const victims: Subscriber[] = [];
  while (victims.length < count && from.length > 0) {
    victims.push(from.splice(rng.below(from.length), 1)[0]!);
  }
  for (const victim of victims) free.delete(victim);
  return victims;
}

function intrude(rng: Random, shape: Shape, victim: Subscriber): Intruder {
  const { lines, usual } = victim;
  if (shape.ownPbx || rng.chance(THROUGH_OWN_PBX)) {
    return { victim, lines, from: usual, dialHabit: victim.dialHabit };
  }
  const some = lines.slice(0, rng.whole(1, lines.length));
  return { victim, lines: some, from: drawIntruderSource(rng), dialHabit: dialHabit(rng) };
}

function planOne(
  options: SimulationOptions,
  index: number,
  name: ShapeName,
  free: Set<Subscriber>,
) {
  const { seed, start, days, subscribers } = options;
  const shape: Shape = shapes[name];
  const rng = new Random(seed, 'attack', index, name);
  const victims = chooseVictims(rng, shape, free, subscribers);
  const period = choosePeriod(rng, shape, { startsAt: start, endsAt: start + days * DAY });
  const label = { attack: `${name}-${index + 1}`, shape: name };
  const legs = () => {
    const draws = new Random(seed, 'attack-legs', index, name);
    const intruders = victims.map((victim) => intrude(draws, shape, victim));
    if (intruders.length === 0) return [];
    const found = shape.legs({ rng: draws, ...period, intruders, label });
    return found.sort((a, b) => a.startedAt - b.startedAt);
  };
  return { label, startsAt: period.startsAt, legs };
}

/** The attacks of a run; no subscriber is a victim twice. */
export function planAttacks(
  options: SimulationOptions,
  subscribers: readonly Subscriber[],
): PlannedAttack[] {
  const free = new Set(subscribers);
  return names(options).map((name, index) => planOne(options, index, name, free));
}
