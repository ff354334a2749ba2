import type { Metrics } from '@sekisho/runtime';
import type { Counters } from '../counters.ts';

const COUNTED = [
  ['records', 'Records processed'],
  ['accepted', 'Records accepted, the late ones too'],
  ['duplicates', 'Records known already'],
  ['late', 'Records stored and not scored for their age'],
  ['unrated', 'International records without a price'],
  ['weighings', 'Times that evidence was weighed'],
] as const;

/** Counts on, by what a detector's own counts have grown since it was called last. */
export function createRecordCounts(metrics: Metrics): (counters: Readonly<Counters>) => void {
  const counts = COUNTED.map(([name, help]) => {
    return { name, counter: metrics.counter(`${name}_total`, help), before: 0 };
  });
  return (counters) => {
    for (const count of counts) {
      count.counter.inc(counters[count.name] - count.before);
      count.before = counters[count.name];
    }
  };
}
