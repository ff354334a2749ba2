import { weighted } from '../weighted.ts';
import { callCentre } from './call-centre.ts';
import { hospital } from './hospital.ts';
import { hotel } from './hotel.ts';
import { household } from './household.ts';
import { office } from './office.ts';
import { pbx } from './pbx.ts';
import type { Population } from './population.ts';
import { shippingLine } from './shipping-line.ts';
import { televisionPhone } from './television-phone.ts';
import { tradingFirm } from './trading-firm.ts';

/** Every kind of lawful subscriber, by its share. */
export const populations: readonly Population[] = [
  household,
  televisionPhone,
  office,
  pbx,
  callCentre,
  tradingFirm,
  shippingLine,
  hotel,
  hospital,
];

export const populationShares = weighted(
  populations.map((population) => [population, population.share] as const),
);
