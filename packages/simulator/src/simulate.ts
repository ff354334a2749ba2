import { createDelivery } from './delivery.ts';
import { EventQueue } from './event-queue.ts';
import type { LegEvent } from './events.ts';
import { DAY, HOUR } from './japan-time.ts';
import { LawfulTraffic } from './lawful-traffic.ts';
import type { Leg } from './leg.ts';
import { LegFeed } from './leg-feed.ts';
import type { SimulationOptions } from './options.ts';
import type { SimulatedRecord } from './record.ts';
import { prepareRun, type Run } from './run.ts';
import { Writer } from './writer.ts';

function lawfulTraffic({ subscribers, abroadFactor }: Run, seed: number): LawfulTraffic[] {
  return subscribers.map((subscriber) => new LawfulTraffic(seed, subscriber, abroadFactor));
}

/** The events of each hour, sorted; the last array holds what arrives after the end. */
function* hours(options: SimulationOptions): Generator<LegEvent[]> {
  const run = prepareRun(options);
  const lawful = lawfulTraffic(run, options.seed);
  const planned = new LegFeed([...run.attacks, ...run.cases]);
  const delivery = createDelivery(options);
  const queue = new EventQueue();
  const end = options.records === undefined ? options.start + options.days * DAY : Infinity;
  for (let hour = options.start; hour < end; hour += HOUR) {
    const legs: Leg[] = [];
    for (const traffic of lawful) traffic.addHour(hour, legs);
    planned.addUntil(hour + HOUR, legs);
    for (const leg of legs) queue.add(delivery.eventsOf(leg));
    yield queue.takeUntil(hour + HOUR);
  }
  yield queue.takeUntil(Infinity);
}

/**
 * All records of a run in order of `at`; with faults, of their arrival. Memory grows with the
 * subscribers and with an hour of traffic, not with the length of the run. Throws a RangeError
 * for options out of range.
 */
export function* simulate(options: SimulationOptions): Generator<SimulatedRecord> {
  const writer = new Writer(options);
  let left = options.records ?? Infinity;
  for (const events of hours(options)) {
    for (const event of events) {
      if (left <= 0) return;
      left -= 1;
      yield writer.toSimulated(event);
    }
  }
}
