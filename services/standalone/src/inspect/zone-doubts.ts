import { type Doubt, doubt } from '@sekisho/cdr';
import type { Numbering } from '@sekisho/numbering';
import { acceptedOf, type Reading, readRows } from './read-rows.ts';
import type { Sample } from './read-sample.ts';

const FIRST_BYTES = 65_536;
const LF = 0x0a;
const DEFAULT_ZONE = 'Asia/Tokyo';
const OTHER_ZONE = 'Pacific/Honolulu';

/** Whether the times depend on a zone that nobody named: told by reading them in another one. */
export async function zoneDoubts(
  sample: Sample,
  reading: Reading,
  numbering: Numbering,
): Promise<Doubt[]> {
  if (reading.timeZone !== undefined || reading.mapping?.timeZone !== undefined) return [];
  const first = firstRows(sample);
  const timesIn = async (timeZone: string) => {
    const { rows } = await readRows(first, { ...reading, timeZone }, numbering);
    return acceptedOf(rows).map(({ at }) => at);
  };
  const [here, there] = [await timesIn(DEFAULT_ZONE), await timesIn(OTHER_ZONE)];
  if (here.every((at, row) => at === there[row])) return [];
  const message = `the times name no zone: ${DEFAULT_ZONE} assumed; name another with --time-zone`;
  return [doubt('?zone', message)];
}

function firstRows({ bytes }: Sample): Sample {
  const end = bytes.length <= FIRST_BYTES ? bytes.length : bytes.lastIndexOf(LF, FIRST_BYTES) + 1;
  return { bytes: bytes.subarray(0, end || FIRST_BYTES), isWhole: false, broken: undefined };
}
