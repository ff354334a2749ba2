import type { SimulationOptions } from '../options.ts';
import { prepareRun } from '../run.ts';
import type { Period } from './case.ts';
import type { PlannedCase } from './plan.ts';

/** From the first to the last call of each subscriber; of a change, from it to its end. */
function periods({ subscribers, changes, startsAt, endsAt, legs }: PlannedCase) {
  const found = new Map<string, Period>();
  for (const { id } of changes ? subscribers : []) found.set(id, { startsAt, endsAt });
  for (const leg of legs()) {
    const { id } = leg.subscriber;
    const known = found.get(id) ?? { startsAt: Infinity, endsAt: 0 };
    known.startsAt = Math.min(known.startsAt, leg.startedAt);
    known.endsAt = Math.max(known.endsAt, leg.endedAt);
    found.set(id, known);
  }
  return found;
}

/**
 * The lawful cases of a run as lines of NDJSON without line ends: `{subscriber, case, firstAt,
 * lastAt}`, one for each subscriber of each case (times as RFC 3339, UTC).
 */
export function* cases(options: SimulationOptions): Generator<string> {
  for (const planned of prepareRun(options).cases) {
    for (const [subscriber, { startsAt, endsAt }] of periods(planned)) {
      const times = {
        firstAt: new Date(Math.floor(startsAt)).toISOString(),
        lastAt: new Date(Math.floor(endsAt)).toISOString(),
      };
      yield JSON.stringify({ subscriber, case: planned.name, ...times });
    }
  }
}
