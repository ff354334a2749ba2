import { byWeight, type Doubt, doubt, type Mapping } from '@sekisho/cdr';
import type { Numbering } from '@sekisho/numbering';
import { loadNumbering } from '@sekisho/reference';
import type { Found, InspectionOptions } from './find-out.ts';
import { calledNumbers, findOutsideLine, unknownDoubts } from './number-doubts.ts';
import { acceptedOf, type DecodedRows, type Reading, readRows } from './read-rows.ts';
import type { Sample } from './read-sample.ts';
import { recordDoubts } from './record-doubts.ts';
import { zoneDoubts } from './zone-doubts.ts';

/** The rows as they are read in the end, and all that is doubtful about it. */
export interface Understood {
  readonly reading: Reading;
  readonly decoded: DecodedRows;
  readonly doubts: readonly Doubt[];
}

const NO_ROWS: DecodedRows = { rows: [], skipped: 0 };

/** Reads the sample as it was found to be; digits for an outside line complete a proposal. */
export async function understand(
  sample: Sample,
  found: Found,
  options: InspectionOptions,
): Promise<Understood> {
  const { source, timeZone, numbering } = options;
  const how = found.kind === 'format' ? { format: found.format } : { mapping: found.mapping };
  const reading: Reading = { ...how, source, timeZone };
  const proposed = found.kind === 'mapping' ? [...found.doubts] : [];
  if (found.kind === 'mapping' && found.lacks.length > 0) {
    return { reading, decoded: NO_ROWS, doubts: proposed.sort(byWeight) };
  }
  const first = await readRows(sample, reading, numbering);
  const outside = findOutsideLine(calledNumbers(acceptedOf(first.rows)), numbering);
  const isOurs = found.kind === 'mapping' && options.mapping === undefined;
  const better = isOurs && outside ? withOutsideLine(found.mapping, outside.digits) : undefined;
  const final = better === undefined ? reading : { ...reading, mapping: better };
  const decoded = better === undefined ? first : await readRows(sample, final, numbering);
  const doubts = [
    ...proposed,
    ...(outside === undefined
      ? unknownDoubts(calledNumbers(acceptedOf(decoded.rows)), numbering, () => otherPlans(options))
      : [doubt('?outside-line', `${outside.why}: ${mendOf(outside.digits, found, isOurs)}`)]),
    ...(isOurs ? [] : await zoneDoubts(sample, final, numbering)),
  ];
  const all = [...doubts, ...recordDoubts(decoded, doubts)];
  return { reading: final, decoded, doubts: all.sort(byWeight) };
}

function withOutsideLine(mapping: Mapping, outsideLine: string): Mapping {
  return { ...mapping, outsideLine };
}

function mendOf(digits: string, found: Found, isOurs: boolean): string {
  if (isOurs) return `outsideLine is ${digits}`;
  return found.kind === 'format'
    ? `replay with --outside-line ${digits}`
    : `add outsideLine: "${digits}" to the mapping`;
}

const PLANS = ['jp', 'e164-00', 'nanp'];

function otherPlans({
  dialPlan = 'jp',
}: InspectionOptions): { name: string; numbering: Numbering }[] {
  return PLANS.filter((name) => name !== dialPlan).map((name) => ({
    name,
    numbering: loadNumbering({ dialPlan: name }),
  }));
}
