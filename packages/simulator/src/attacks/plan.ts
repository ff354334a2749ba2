import { DAY, HOUR } from '../japan-time.ts';
import type { Leg } from '../leg.ts';
import type { SimulationOptions } from '../options.ts';
import { Random } from '../random.ts';
import type { Label } from '../record.ts';
import { settingOf } from '../setting.ts';
import type { Subscriber } from '../subscriber.ts';
import type { AttackSetting } from './attack-setting.ts';
import { intrude } from './intruder.ts';
import { mixedForm } from './mixed.ts';
import { type ShapeName, shapeNames, shapes } from './registry.ts';
import type { Scene, Shape } from './shape.ts';
import { testCalls } from './test-calls.ts';
import { choosePeriod, type Period } from './timing.ts';
import { chooseVictims } from './victims.ts';

/** An attack that will happen. */
export interface PlannedAttack {
  label: Label;
  /** Epoch milliseconds; no leg starts before. */
  startsAt: number;
  /** All its legs by their start; the same at each call. */
  legs(): Leg[];
}

// A run of so many records may end before its days do, and labels must not promise more.
const SURE = 0.8;
const TEST_LEAD = [0.2, 30] as const;

function names({ attacks }: SimulationOptions): readonly ShapeName[] {
  if (attacks === 'none') return [];
  return attacks === 'all' ? shapeNames : attacks;
}

/** When test calls begin, or `null` for none. */
function testTime(rng: Random, shape: Shape, setting: AttackSetting, when: Period, run: Period) {
  const { testedBefore, victimCalls } = shape;
  const tested = testedBefore !== undefined || (!victimCalls && rng.chance(setting.tested));
  if (!tested) return null;
  const at = when.startsAt - rng.wide(...(testedBefore ?? TEST_LEAD)) * HOUR;
  // Before the run nothing is seen: such tests fall right before the attack.
  return at >= run.startsAt ? at : run.startsAt + rng.float() * (when.startsAt - run.startsAt);
}

function allLegs(scene: Scene, testsAt: number | null, endsAt: number): Leg[] {
  const tests = testsAt === null ? [] : testCalls(scene, testsAt);
  const legs = [...tests, ...scene.shape.legs(scene)].filter((leg) => leg.startedAt < endsAt);
  return legs.sort((a, b) => a.startedAt - b.startedAt);
}

function planOne(
  options: SimulationOptions,
  index: number,
  name: ShapeName,
  free: Set<Subscriber>,
): PlannedAttack {
  const { seed, start, days, subscribers, records } = options;
  const setting = settingOf(options.setting).attack;
  const rng = new Random(seed, 'attack', index, name);
  const shape = mixedForm(rng, shapes[name], setting);
  const run = { startsAt: start, endsAt: start + days * DAY * (records === undefined ? 1 : SURE) };
  const period = choosePeriod(rng, shape, { run, setting });
  const testsAt = testTime(rng, shape, setting, period, run);
  const startsAt = testsAt ?? period.startsAt;
  const victims = chooseVictims(rng, shape, { free, of: subscribers, startsAt, setting });
  const label = { attack: `${name}-${index + 1}`, shape: name };
  const legs = () => {
    const draws = new Random(seed, 'attack-legs', index, name);
    const intruders = victims.map((victim) => intrude(draws, { shape, victim, setting }));
    if (intruders.length === 0) return [];
    const scene = { rng: draws, setting, shape, ...period, intruders, label };
    return allLegs(scene, testsAt, run.endsAt);
  };
  return { label, startsAt, legs };
}

/** The attacks of a run; no subscriber is a victim twice. */
export function planAttacks(
  options: SimulationOptions,
  subscribers: readonly Subscriber[],
): PlannedAttack[] {
  const free = new Set(subscribers);
  return names(options).map((name, index) => planOne(options, index, name, free));
}
