import { Random } from '../random.ts';
import type { Setting } from '../setting.ts';
import { atShare, type Weighted, weighted } from '../weighted.ts';
import { callCentre } from './call-centre.ts';
import { diaspora } from './diaspora.ts';
import { dormitory } from './dormitory.ts';
import { elderly } from './elderly.ts';
import { embassy } from './embassy.ts';
import { hospital } from './hospital.ts';
import { hotel } from './hotel.ts';
import { household } from './household.ts';
import { office } from './office.ts';
import { pbx } from './pbx.ts';
import type { Population } from './population.ts';
import { press } from './press.ts';
import { shippingLine } from './shipping-line.ts';
import { student } from './student.ts';
import { televisionPhone } from './television-phone.ts';
import { tradingFirm } from './trading-firm.ts';
import { travelAgency } from './travel-agency.ts';

/** Every kind of lawful subscriber, by its share. */
export const populations: readonly Population[] = [
  household,
  elderly,
  televisionPhone,
  diaspora,
  student,
  dormitory,
  office,
  pbx,
  callCentre,
  travelAgency,
  tradingFirm,
  shippingLine,
  hotel,
  hospital,
  embassy,
  press,
];

const GOLDEN_RATIO = 0.618_033_988_749_895;

interface World {
  seed: number;
  setting: Setting;
}

const drawn = new WeakMap<World, Weighted<Population>>();

function sharesOf(world: World): Weighted<Population> {
  const { seed, setting } = world;
  const rng = new Random(seed, 'shares');
  return weighted(
    populations.map((population) => {
      const factor = rng.logNormal(setting.shares[population.name] ?? 1, setting.shareNoise);
      return [population, population.share * factor] as const;
    }),
  );
}

/** What the subscriber of an index is, in a sequence of low discrepancy: also a small run has some of every kind. */
export function populationAt(world: World, index: number): Population {
  const shares = drawn.get(world) ?? sharesOf(world);
  drawn.set(world, shares);
  return atShare(shares, (0.5 + index * GOLDEN_RATIO) % 1);
}
