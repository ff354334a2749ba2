import { createOffsetReader } from '@sekisho/cdr';
import type { Span } from '@sekisho/detector';
import { UsageError } from '../usage-error.ts';

/** A month as the clocks of a zone have it. */
export interface Month extends Span {
  /** `2026-10` */
  name: string;
  timeZone: string;
}

const FORM = /^(20\d\d)-(0[1-9]|1[0-2])$/;

/** @throws UsageError for what is no month or no zone */
export function monthOf(name: string, timeZone: string): Month {
  const [, year, month] = FORM.exec(name) ?? [];
  if (year === undefined) {
    throw new UsageError(`--month ${name}: no such month; write it as 2026-10`);
  }
  const offsetAt = offsetsOf(timeZone);
  const start = (after: number) => {
    const wall = Date.UTC(Number(year), Number(month) - 1 + after, 1);
    return wall - offsetAt(wall - offsetAt(wall));
  };
  return { name, timeZone, from: start(0), until: start(1) };
}

function offsetsOf(timeZone: string): (instant: number) => number {
  try {
    return createOffsetReader(timeZone);
  } catch (error) {
    throw new UsageError(`--time-zone ${timeZone}: no such zone; write one such as Asia/Tokyo`, {
      cause: error,
    });
  }
}
