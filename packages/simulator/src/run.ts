import { abroadShares } from './abroad-share.ts';
import { type PlannedAttack, planAttacks } from './attacks/plan.ts';
import { MAX_SUBSCRIBERS } from './numbers/allocation.ts';
import type { SimulationOptions } from './options.ts';
import { createSubscriber, type Subscriber } from './subscriber.ts';

/** Everything about a run that is settled before its first call. */
export interface Run {
  subscribers: readonly Subscriber[];
  /** Share of outbound legs that go abroad, by the index of the subscriber. */
  abroadShares: readonly number[];
  attacks: readonly PlannedAttack[];
}

const INTERNATIONAL_SHARE = 0.025;

function check({ subscribers, days, start }: SimulationOptions): void {
  if (!Number.isInteger(subscribers) || subscribers < 1 || subscribers > MAX_SUBSCRIBERS) {
    throw new RangeError(`subscribers must be 1 to ${MAX_SUBSCRIBERS}`);
  }
  if (!Number.isInteger(days) || days < 1) throw new RangeError('days must be 1 or more');
  if (!Number.isSafeInteger(start)) throw new RangeError('start must be epoch milliseconds');
}

/** Throws a RangeError for options out of range. */
export function prepareRun(options: SimulationOptions): Run {
  check(options);
  const subscribers = Array.from({ length: options.subscribers }, (_, index) =>
    createSubscriber(options.seed, index),
  );
  return {
    subscribers,
    abroadShares: abroadShares(subscribers, options.internationalShare ?? INTERNATIONAL_SHARE),
    attacks: planAttacks(options, subscribers),
  };
}
