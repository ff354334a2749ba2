import type { TimeColumn } from './time-columns.ts';

/** The same instants in another form (text beside epoch) are told once: where the zone is named. */
export function withoutCopies(times: readonly TimeColumn[]): TimeColumn[] {
  return times.filter(
    (time, index) =>
      !times.some(
        (other, at) =>
          at !== index &&
          isCopy(time, other) &&
          (rank(other) > rank(time) || (rank(other) === rank(time) && at < index)),
      ),
  );
}

function rank({ form }: TimeColumn): number {
  if (form.time === 'epoch-us' || form.time === 'epoch-ms') return 3;
  return form.namesZone ? 2 : 1;
}

const LONGEST_OFFSET_MS = 14 * 3_600_000;
const QUARTER_MS = 900_000;

/** Equal, or apart by one and the same offset of a zone. */
function isCopy(a: TimeColumn, b: TimeColumn): boolean {
  if (a.form.namesZone === b.form.namesZone && a.form.time === b.form.time) return false;
  const apart = new Set<number>();
  for (const [row, one] of a.form.ms.entries()) {
    const other = b.form.ms[row] as number;
    if (Number.isNaN(one) !== Number.isNaN(other)) return false;
    if (!Number.isNaN(one)) apart.add(Math.round((one - other) / 1000) * 1000);
  }
  const [offset = Number.NaN] = apart;
  return apart.size === 1 && offset % QUARTER_MS === 0 && Math.abs(offset) <= LONGEST_OFFSET_MS;
}
