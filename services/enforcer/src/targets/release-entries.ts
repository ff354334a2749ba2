import type { BarEntry } from '@sekisho/ledger';
import { z } from 'zod';
import type { NodeWork } from './apply-entries.ts';
import { entryValue } from './entry-value.ts';
import { findEntries, nameOf } from './find-entries.ts';
import type { FoundEntry, SwitchNode } from './switch-node.ts';
import { TargetError } from './target.ts';

const priorSchema = z.object({ value: z.string(), until: z.number().nullable() });

/** Takes away what is ours on one node, puts back what was there, and looks whether it is gone. */
export async function releaseEntries({ node, entries, rivals, now }: NodeWork): Promise<void> {
  const before = await findEntries(node, entries);
  for (const entry of entries) {
    const found = before.get(nameOf(entry));
    if (isOurs(found, entry)) await takeAway(node, entry, rivals, now);
  }
  const after = await findEntries(node, entries);
  const left = entries.filter((entry) => isOurs(after.get(nameOf(entry)), entry)).length;
  if (left > 0) throw new TargetError('unreachable', `still holds ${left} of ${entries.length}`);
}

async function takeAway(
  node: SwitchNode,
  { list, key, prior }: BarEntry,
  rivals: readonly BarEntry[],
  now: number,
): Promise<void> {
  const rival = rivals.find((other) => nameOf(other) === nameOf({ list, key }));
  if (rival !== undefined) {
    const value = entryValue(rival.restrictionId, rival.until);
    return node.put({ list, key, value, until: rival.until });
  }
  const { data: found } = priorSchema.safeParse(prior);
  if (found === undefined || (found.until !== null && found.until <= now)) {
    return node.remove(list, key);
  }
  const until = found.until ?? now + node.longestS * 1000;
  return node.put({ list, key, value: found.value, until });
}

function isOurs(found: FoundEntry | undefined, { restrictionId }: BarEntry): boolean {
  return found?.owner?.restrictionId === restrictionId;
}
