import type { LegEvent } from '../leg-event.ts';
import { Actions, type Baseline, type OnDecision } from './baseline.ts';
import { PARAMETERS } from './parameters.ts';

/**
 * An oracle: it knows the labels and restricts at the third record of each attack on a victim, and
 * again whenever that lapses. No detector that waits for three records does better.
 */
export function createThirdRecord(onDecision: OnDecision): Baseline {
  const { thirdRecord, restrictForMs } = PARAMETERS;
  const actions = new Actions(onDecision, restrictForMs);
  const records = new Map<string, number>();
  return {
    take({ subscriber, at, label }: LegEvent) {
      if (label === null) return;
      const count = (records.get(subscriber) ?? 0) + 1;
      records.set(subscriber, count);
      if (count >= thirdRecord.records) actions.restrict(subscriber, at);
    },
  };
}
