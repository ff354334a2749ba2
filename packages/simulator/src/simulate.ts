import { AttackFeed } from './attacks/feed.ts';
import { EventQueue } from './event-queue.ts';
import { type LegEvent, toSimulated } from './events.ts';
import { DAY, HOUR } from './japan-time.ts';
import { LawfulTraffic } from './lawful-traffic.ts';
import type { Leg } from './leg.ts';
import type { SimulationOptions } from './options.ts';
import type { SimulatedRecord } from './record.ts';
import { prepareRun, type Run } from './run.ts';

function lawfulTraffic({ subscribers, abroadShares }: Run, seed: number): LawfulTraffic[] {
  return subscribers.map((subscriber, i) => new LawfulTraffic(seed, subscriber, abroadShares[i]!));
}

/** The events of each hour, sorted; the last array holds calls still up at the end. */
function* hours(options: SimulationOptions): Generator<LegEvent[]> {
  const run = prepareRun(options);
  const lawful = lawfulTraffic(run, options.seed);
  const attacks = new AttackFeed(run.attacks);
  const queue = new EventQueue(options.startEvents);
  const end = options.records === undefined ? options.start + options.days * DAY : Infinity;
  for (let hour = options.start; hour < end; hour += HOUR) {
    const legs: Leg[] = [];
    for (const traffic of lawful) traffic.addHour(hour, legs);
    attacks.addUntil(hour + HOUR, legs);
    for (const leg of legs) queue.add(leg);
    yield queue.takeUntil(hour + HOUR);
  }
  yield queue.takeUntil(Infinity);
}

/**
 * All records of a run in order of `at`. Memory grows with the subscribers and with an hour of
 * traffic, not with the length of the run. Throws a RangeError for options out of range.
 */
export function* simulate(options: SimulationOptions): Generator<SimulatedRecord> {
  let left = options.records ?? Infinity;
  for (const events of hours(options)) {
    for (const event of events) {
      if (left <= 0) return;
      left -= 1;
      yield toSimulated(event);
    }
  }
}
