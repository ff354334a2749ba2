import type { Cdr } from '@sekisho/cdr';
import type { CostSource } from '@sekisho/clickhouse';
import type { Numbering } from '@sekisho/numbering';
import type { Counters } from './counters.ts';
import type { Party } from './parties.ts';

/** What a leg cost by its record, and who said so. */
export interface Cost {
  milliYen: number;
  source: CostSource;
}

const FREE: Cost = { milliYen: 0, source: 'none' };

/** The switch's own rating wins; else the deck prices outbound international legs, others are free. */
export function price(
  cdr: Cdr,
  { understood }: Party,
  talkMs: number,
  numbering: Numbering,
  counters: Counters,
): Cost {
  if (cdr.costMilliYen !== undefined) return { milliYen: cdr.costMilliYen, source: 'switch' };
  const isRated = understood.kind === 'international' && cdr.direction !== 'inbound';
  if (!isRated || understood.destination === null) return FREE;
  const milliYen = numbering.costMilliYen(understood.destination, talkMs);
  if (milliYen !== null) return { milliYen, source: 'deck' };
  counters.unrated++;
  return FREE;
}
