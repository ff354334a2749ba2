import { hex8 } from './call-id.ts';
import { eventOf, type LegEvent } from './events.ts';
import { LateBatches } from './late-batches.ts';
import type { Leg } from './leg.ts';
import type { SimulationOptions } from './options.ts';
import { Random } from './random.ts';
import { type Setting, settingOf } from './setting.ts';
import { switchNames, switchOf, TWIN_SOURCE } from './switches.ts';

const HOUR = 3_600_000;
const SOON_AGAIN = 0.7;

/** What a leg becomes on its way from the switch. */
export interface Delivery {
  /** Its events, in any order. */
  eventsOf(leg: Leg): LegEvent[];
}

function interims(leg: Leg): LegEvent[] {
  const { interimMs } = switchOf(leg.subscriber.source);
  const { answeredAt, endedAt } = leg;
  if (interimMs === null || answeredAt === null) return [];
  const count = Math.floor((endedAt - answeredAt - 1) / interimMs);
  return Array.from({ length: Math.max(0, count) }, (_, i) =>
    eventOf(leg, 'interim', answeredAt + (i + 1) * interimMs),
  );
}

function whole(leg: Leg, { startEvents, interims: wanted = false }: SimulationOptions): LegEvent[] {
  const events: LegEvent[] = [];
  if (startEvents && leg.answeredAt !== null) events.push(eventOf(leg, 'start', leg.answeredAt));
  if (wanted) events.push(...interims(leg));
  events.push(eventOf(leg, 'stop', leg.endedAt));
  return events;
}

/** The way of a run's records: without a fault, or with what goes wrong in life. */
export function createDelivery(options: SimulationOptions): Delivery {
  if (options.faults === true) return new FaultyDelivery(options);
  return { eventsOf: (leg) => whole(leg, options) };
}

/** Faults are drawn for each leg apart, so that other traffic does not move them. */
class FaultyDelivery implements Delivery {
  private readonly options: SimulationOptions;
  private readonly setting: Setting;
  private readonly late: ReadonlyMap<string, LateBatches>;

  constructor(options: SimulationOptions) {
    const { seed, start } = options;
    this.options = options;
    this.setting = settingOf(options.setting);
    this.late = new Map(
      [...switchNames, TWIN_SOURCE].map((source) => [
        source,
        new LateBatches(seed, source, start, this.setting),
      ]),
    );
  }

  eventsOf(leg: Leg): LegEvent[] {
    const rng = new Random(this.options.seed, 'delivery', leg.callId);
    const kept = this.twice(rng, whole(leg, this.options)).filter((each) => !this.lost(rng, each));
    const again = kept.filter(() => rng.chance(this.setting.delivery.duplicates));
    for (const each of kept) each.arrivesAt = this.arrival(rng, each);
    return [...kept, ...again.map((each) => repeated(rng, each))];
  }

  private twice(rng: Random, events: LegEvent[]): LegEvent[] {
    if (!rng.chance(this.setting.delivery.twins)) return events;
    const correlationId = hex8(rng) + hex8(rng);
    const twin = {
      source: TWIN_SOURCE,
      callId: hex8(rng) + hex8(rng),
      laterMs: 5 + rng.below(150),
    };
    return [
      ...events.map((each) => ({ ...each, correlationId })),
      ...events.map((each) => ({ ...each, correlationId, twin })),
    ];
  }

  private lost(rng: Random, { event, twin }: LegEvent): boolean {
    const { missingStarts, missingStops } = this.setting.delivery;
    if (twin !== undefined || event === 'interim') return false;
    return rng.chance(event === 'start' ? missingStarts : missingStops);
  }

  private arrival(rng: Random, { at, leg, twin }: LegEvent): number {
    const sentAt = at + (twin?.laterMs ?? 0);
    const source = twin?.source ?? leg.subscriber.source;
    const received = this.late.get(source)!.arrival(sentAt);
    return Math.round(received + rng.exponential(this.setting.delivery.jitterMs));
  }
}

function repeated(rng: Random, first: LegEvent): LegEvent {
  const laterMs = rng.chance(SOON_AGAIN) ? rng.exponential(20_000) : rng.wide(0.02, 8) * HOUR;
  return { ...first, arrivesAt: Math.round(first.arrivesAt + laterMs) };
}
