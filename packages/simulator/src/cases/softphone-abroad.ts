import { drawDevice } from '../equipment.ts';
import { dialled } from '../lawful-dialling.ts';
import { createLeg } from '../leg.ts';
import { addressCountries } from '../numbers/addresses.ts';
import { domesticNumber } from '../numbers/domestic.ts';
import { foreignNumber } from '../numbers/foreign.ts';
import { answered, unanswered } from '../outcome.ts';
import { manyCalls } from './calls.ts';
import type { Case } from './case.ts';
import { countryOf } from './countries.ts';
import { openTimes } from './hours.ts';

/** An employee is abroad and registers from there: another address, calls there and home at odd hours. */
export const softphoneAbroad: Case = {
  suits: ['pbx', 'office', 'trading-firm', 'press', 'embassy', 'travel-agency'],
  subscribers: [1, 1],
  hours: [24, 500],
  legs(scene) {
    const { rng, world } = scene;
    const subscriber = scene.subscribers[0]!;
    const place = rng.pick(addressCountries.filter((iso2) => iso2 !== 'JP'));
    const device = drawDevice(rng, world, 'softphone', place);
    const there = countryOf(place);
    const contacts = Array.from({ length: rng.whole(2, 25) }, () => foreignNumber(rng, there));
    const line = rng.pick(subscriber.lines);
    const abroadShare = rng.between(0.3, 0.95);
    const perDay = manyCalls(scene, 2, 30);
    const opens = rng.between(0, 20);
    const opening = { opens, closes: opens + rng.between(6, 14), weekends: true };
    return openTimes(rng, scene, { ...opening, perDay }).map((startedAt) => {
      const abroad = rng.chance(abroadShare);
      const far = abroad
        ? dialled(rng, subscriber, rng.pick(contacts)).dialled
        : domesticNumber(rng);
      return createLeg(rng, {
        subscriber,
        line,
        direction: 'outbound',
        far,
        abroad,
        startedAt,
        outcome: rng.chance(0.7) ? answered(rng, rng.logNormal(240, 1)) : unanswered(rng),
        from: device.at(rng, startedAt),
        label: null,
      });
    });
  },
};
