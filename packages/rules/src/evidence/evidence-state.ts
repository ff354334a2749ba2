import type { CaseOptions } from './destination-cases.ts';
import { HeatTable } from './heat-table.ts';
import { Population } from './population.ts';
import { RangeStage } from './range-heat.ts';

/** What is known across the subscribers of a process. */
export interface EvidenceState {
  population: Population;
  stage: RangeStage;
  heat: HeatTable;
  /** The ranges that were called, by their hash. */
  ranges: Map<number, string>;
}

export function createEvidenceState(cases?: CaseOptions): EvidenceState {
  return {
    population: new Population(),
    stage: new RangeStage(cases),
    heat: new HeatTable(),
    ranges: new Map(),
  };
}
