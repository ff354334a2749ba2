import { replacedBy } from './changes.ts';
import { type CallSource, Device, type Mobility } from './device.ts';
import { DAY } from './japan-time.ts';
import { Random } from './random.ts';
import type { Setting } from './setting.ts';
import type { Subscriber } from './subscriber.ts';
import type { EquipmentKind, Product } from './user-agents.ts';

export type { CallSource } from './device.ts';
export { drawAgent, type EquipmentKind } from './user-agents.ts';

/** What all devices of a run have in common. */
export interface DeviceWorld {
  seed: number;
  /** Epoch milliseconds of the run's first hour. */
  start: number;
  setting: Setting;
}

function mobilityOf(rng: Random, kind: EquipmentKind, { equipment }: Setting): Mobility {
  if (kind === 'softphone' && rng.chance(0.6)) return { kind: 'pool', networks: rng.whole(1, 4) };
  const changing = kind === 'pbx' ? equipment.dynamicFirm : equipment.dynamicHome;
  if (!rng.chance(changing)) return { kind: 'fixed', v6: rng.chance(equipment.ipv6) };
  const periodMs = rng.chance(0.5) ? DAY : rng.wide(0.3, 25) * DAY;
  return { kind: 'changing', periodMs: Math.round(periodMs) };
}

// One release reaches many devices within days of each other.
function updateTime(rng: Random, { seed, start, setting }: DeviceWorld, product: Product): number {
  if (!rng.chance(setting.equipment.updating)) return Infinity;
  const released = new Random(seed, 'release', product[0]!).between(-20, 35) * DAY;
  return start + released + rng.exponential(2 * DAY);
}

/** A device of a subscriber; in Japan unless a country is named. */
export function drawDevice(
  rng: Random,
  world: DeviceWorld,
  equipment: EquipmentKind,
  country = 'JP',
): Device {
  const drawn = mobilityOf(rng, equipment, world.setting);
  // The IPv6 blocks known here are Japanese ones.
  const mobility = drawn.kind === 'fixed' && country !== 'JP' ? { ...drawn, v6: false } : drawn;
  return new Device(rng, {
    country,
    equipment,
    mobility,
    updatesAt: (product) => updateTime(rng, world, product),
  });
}

/** Where a lawful leg of the subscriber comes from at a time: its own equipment, mostly. */
export function callSource(subscriber: Subscriber, rng: Random, at: number): CallSource {
  const { device, elsewhere, elsewhereShare, changes } = subscriber;
  if (rng.chance(elsewhereShare)) return elsewhere.at(rng, at);
  return (replacedBy(changes, at) ?? device).at(rng, at);
}
