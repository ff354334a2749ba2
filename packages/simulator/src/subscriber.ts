import { type CallingAbroad, drawCallingAbroad } from './calling-abroad.ts';
import type { Change } from './changes.ts';
import type { Device } from './device.ts';
import { type DeviceWorld, drawDevice } from './equipment.ts';
import { addressCountries } from './numbers/addresses.ts';
import { allocateLines } from './numbers/allocation.ts';
import { dialHabit } from './numbers/dialling.ts';
import type { Population } from './populations/population.ts';
import { populationAt } from './populations/registry.ts';
import { Random } from './random.ts';
import type { Setting } from './setting.ts';
import { drawSwitch } from './switches.ts';

/** One contract: what it is and how its calls look, before anything has happened. */
export interface Subscriber extends CallingAbroad {
  index: number;
  id: string;
  population: Population;
  setting: Setting;
  /** The switch that writes its records. */
  source: string;
  lines: readonly string[];
  /** Its own equipment, and a second device. */
  device: Device;
  elsewhere: Device;
  /** Share of legs from the second device: home work, a mobile extension, a traveller. */
  elsewhereShare: number;
  dialHabit: string;
  /** Share of calls abroad dialled in another form, in one that fails, with a digit wrong. */
  otherForm: number;
  strangeForm: number;
  mistyped: number;
  /** Mean over a week, without calls abroad. */
  legsPerHour: number;
  /** Hours by which its day is later than its population's, and how little it has of a day. */
  rhythmShift: number;
  flat: number;
  /** Factors on how often it is answered and how long it talks. */
  answering: number;
  talking: number;
  /** Share of inbound legs that it forwards. */
  forwarding: number;
  /** What cases change about it, each for a while. */
  changes: Change[];
  /** Epoch milliseconds at which its contract begins, where that is within the run. */
  since?: number;
}

const FORWARDING = 0.07;
// Countries of the large data centres that rent out exchanges.
const DATA_CENTRES = ['US', 'US', 'SG', 'DE', 'GB', 'NL', 'AU', 'HK', 'IN'];

// The stride is coprime to the modulus: unique, and no order to see in it.
function contractNumber(index: number): string {
  return `N${String(10_000_000 + ((index * 7_654_321 + 2_345_677) % 89_999_999))}`;
}

function legsPerHour(rng: Random, { name, legsPerDay, spread }: Population, setting: Setting) {
  const sigma = spread + setting.volumeSpread;
  const mean = legsPerDay * (setting.volumes[name] ?? 1);
  const median = mean * Math.exp(-(sigma * sigma) / 2);
  return Math.min(rng.logNormal(median, sigma), mean * 10) / 24;
}

function drawOwn(rng: Random, world: DeviceWorld, { equipment }: Population): Device {
  const hosted = equipment === 'pbx' && rng.chance(world.setting.equipment.hostedAbroad);
  return drawDevice(rng, world, equipment, hosted ? rng.pick(DATA_CENTRES) : 'JP');
}

function drawElsewhere(rng: Random, world: DeviceWorld, { equipment }: Population): Device {
  const kind = rng.chance(0.4) ? equipment : 'softphone';
  const abroad = rng.chance(world.setting.equipment.elsewhereAbroad);
  return drawDevice(rng, world, kind, abroad ? rng.pick(addressCountries) : 'JP');
}

// A sixth of the subscribers has one device alone.
function elsewhereShare(rng: Random, { equipment }: Setting): number {
  return rng.chance(0.17) ? 0 : rng.between(...equipment.elsewhere);
}

/** The same for the same world and index; a case may change it afterwards. */
export function createSubscriber(world: DeviceWorld, index: number): Subscriber {
  const { seed, setting } = world;
  const rng = new Random(seed, 'subscriber', index);
  const population = populationAt(world, index);
  return {
    index,
    id: contractNumber(index),
    population,
    setting,
    source: drawSwitch(rng, setting),
    lines: allocateLines(index, rng.whole(...population.lines)),
    device: drawOwn(rng, world, population),
    elsewhere: drawElsewhere(rng, world, population),
    elsewhereShare: elsewhereShare(rng, setting),
    dialHabit: dialHabit(rng),
    otherForm: rng.between(...setting.dialling.otherForm),
    strangeForm: rng.between(...setting.dialling.strangeForm),
    mistyped: rng.between(...setting.dialling.mistyped),
    legsPerHour: legsPerHour(rng, population, setting),
    rhythmShift: rng.normal() * setting.rhythm.shiftHours,
    flat: rng.between(...setting.rhythm.flat),
    answering: rng.between(0.75, 1.15),
    talking: rng.logNormal(1, 0.3),
    forwarding: rng.chance(FORWARDING) ? rng.between(0.03, 0.6) : 0,
    changes: [],
    ...drawCallingAbroad(rng, population, setting),
  };
}
