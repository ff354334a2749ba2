import { type BarPlace, dropBarPlaces } from '@sekisho/ledger';
import { nameOf } from './find-entries.ts';
import type { NodeTargetOptions } from './node-target.ts';
import { releaseOnAll, workOf } from './node-work.ts';

/** Takes away whoever was an exception of a destination before, and is none any more. */
export async function dropOthers(
  options: NodeTargetOptions,
  key: string,
  placed: readonly BarPlace[],
): Promise<void> {
  const kept = new Set(placed.map(placeName));
  const work = (await workOf(options, key, 'all')).map((one) => ({
    ...one,
    entries: one.entries.filter((entry) => !kept.has(placeName(entry))),
  }));
  await releaseOnAll(work);
  const others = work.flatMap(({ entries }) => entries);
  if (others.length > 0) await dropBarPlaces(options.ledger, key, others);
}

function placeName(place: BarPlace): string {
  return `${place.node} ${nameOf(place)}`;
}
