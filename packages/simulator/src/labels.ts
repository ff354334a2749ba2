import type { PlannedAttack } from './attacks/plan.ts';
import type { Leg } from './leg.ts';
import type { SimulationOptions } from './options.ts';
import { prepareRun } from './run.ts';

/** One subscriber's part in one attack. */
interface VictimLabel {
  subscriber: string;
  attack: string;
  shape: string;
  firstAt: number;
  lastAt: number;
  calls: number;
}

function extend(label: VictimLabel, { startedAt, endedAt }: Leg): void {
  label.firstAt = Math.min(label.firstAt, startedAt);
  label.lastAt = Math.max(label.lastAt, endedAt);
  label.calls += 1;
}

function victims({ label, legs }: PlannedAttack): Iterable<VictimLabel> {
  const found = new Map<string, VictimLabel>();
  for (const leg of legs()) {
    const subscriber = leg.subscriber.id;
    const fresh = { subscriber, ...label, firstAt: Infinity, lastAt: 0, calls: 0 };
    const known = found.get(subscriber) ?? fresh;
    found.set(subscriber, known);
    extend(known, leg);
  }
  return found.values();
}

/**
 * What is true of a run, as lines of NDJSON without line ends: `{subscriber, attack, shape,
 * firstAt, lastAt, calls}`, one for each subscriber of each attack. `firstAt` is the start of its
 * first leg and `lastAt` the end of its last (RFC 3339, UTC), `calls` counts legs.
 */
export function* labels(options: SimulationOptions): Generator<string> {
  for (const attack of prepareRun(options).attacks) {
    for (const { firstAt, lastAt, calls, ...label } of victims(attack)) {
      const times = {
        firstAt: new Date(firstAt).toISOString(),
        lastAt: new Date(lastAt).toISOString(),
      };
      yield JSON.stringify({ ...label, ...times, calls });
    }
  }
}
