import type { ActivityHours } from './activity-hours.ts';
import type { EvidenceModel } from './evidence-model.ts';
import type { HeatTable } from './heat-table.ts';
import type { Population } from './population.ts';
import type { RangeCall } from './range-heat.ts';

/** What the evidence of all subscribers of a process is weighed with. */
export interface EvidenceContext {
  model: EvidenceModel;
  /** Whether calls of more than a day ago tell anything that counts, or that somebody asks for. */
  weighsWeek: boolean;
  hours: ActivityHours;
  population: Population;
  heat: HeatTable;
  /** The ranges that were called, by their hash. */
  ranges: Map<number, string>;
  /** Hour of the day where the subscribers are, + 24 on days off. */
  slotOf(epochMs: number): number;
  /** Days since 1970-01-01 there. */
  dayOf(epochMs: number): number;
  /** Tells others that a subscriber called a range that is new to it. */
  onRangeCall(call: RangeCall): void;
}
