import { type ReadOptions, readRecords } from '@sekisho/collector';
import type { EnrichedRecord } from '@sekisho/detector';
import type { AttackLabel, EvaluationRun, LawfulCase } from '@sekisho/evaluation';
import type { VictimSpan } from './labels-file.ts';
import { Observation, type ObservationOptions } from './observation.ts';

export interface FilesToEvaluate extends Omit<ObservationOptions, 'labelOf'> {
  files: readonly string[];
  reading: ReadOptions;
  labels: readonly VictimSpan[];
  cases: readonly LawfulCase[];
  onProgress(records: number): void;
}

/**
 * Has files of records watched. What a labelled subscriber called within its attack's time is the
 * attack's: files do not tell it from what the subscriber itself called then.
 */
export async function evaluateFiles(options: FilesToEvaluate): Promise<EvaluationRun> {
  const { files, reading, labels, cases, onProgress } = options;
  const observation = new Observation({ ...options, labelOf: createLabelOf(labels) });
  for await (const { outcomes } of readRecords(files, reading)) {
    for (const decoded of outcomes) if (decoded.outcome === 'ok') observation.take(decoded.cdr);
    onProgress(observation.counters.records);
  }
  for (const { subscriber, attack, shape, firstAt, lastAt } of labels)
    observation.truth.touch(subscriber, { attack, shape }, firstAt, lastAt);
  const detectors = observation.finish();
  const truth = observation.truth.finish({ cases, days: observation.days });
  return { run: 'files', truth, detectors };
}

function createLabelOf(labels: readonly VictimSpan[]) {
  const bySubscriber = Map.groupBy(labels, ({ subscriber }) => subscriber);
  return ({ row }: EnrichedRecord): AttackLabel | null => {
    const { subscriber, startedAt } = row;
    const spans = bySubscriber.get(subscriber);
    return spans?.find((one) => one.firstAt <= startedAt && startedAt <= one.lastAt) ?? null;
  };
}
