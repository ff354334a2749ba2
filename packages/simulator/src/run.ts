import { abroadFactor } from './abroad-share.ts';
import { type PlannedAttack, planAttacks } from './attacks/plan.ts';
import { type PlannedCase, planCases } from './cases/plan.ts';
import { MAX_SUBSCRIBERS } from './numbers/allocation.ts';
import type { SimulationOptions } from './options.ts';
import { settingOf } from './setting.ts';
import { createSubscriber, type Subscriber } from './subscriber.ts';

/** Everything about a run that is settled before its first call. */
export interface Run {
  subscribers: readonly Subscriber[];
  /** On how often each subscriber calls abroad. */
  abroadFactor: number;
  /** Lawful, whatever they look like; what they change about subscribers is done already. */
  cases: readonly PlannedCase[];
  attacks: readonly PlannedAttack[];
}

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
  const world = { seed: options.seed, start: options.start, setting: settingOf(options.setting) };
  const subscribers = Array.from({ length: options.subscribers }, (_, index) =>
    createSubscriber(world, index),
  );
  // Cases first: attacks must change nothing in lawful traffic.
  const cases = planCases(options, world, subscribers);
  return {
    subscribers,
    abroadFactor: abroadFactor(subscribers, options.internationalShare),
    cases,
    attacks: planAttacks(options, subscribers),
  };
}
