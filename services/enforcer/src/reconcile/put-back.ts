import type { LiveBarEntry } from '@sekisho/ledger';
import type { SwitchNode } from '../targets/switch-node.ts';
import type { TargetError } from '../targets/target.ts';
import { type PutBackParts, putUnderLeases } from './put-under-leases.ts';

/** Restrictions whose leases are taken, and whose entries are read and marked, in one statement. */
const TOGETHER = 100;

/**
 * Bars again, for the time left, what a node forgot: each under its subscriber's lease.
 * @returns how many restrictions are left to the next round: another works on their subscribers, or
 * the node was too slow
 * @throws TargetError of the first that could not be put back; the others are
 */
export async function putBack(
  parts: PutBackParts,
  node: SwitchNode,
  lost: readonly LiveBarEntry[],
): Promise<number> {
  const failures: TargetError[] = [];
  let waiting = [...new Map(lost.map((entry) => [entry.restrictionId, entry])).values()];
  for (;;) {
    const left: LiveBarEntry[] = [];
    for (let from = 0; from < waiting.length; from += TOGETHER) {
      const some = waiting.slice(from, from + TOGETHER);
      const { untouched, errors, isAnswering } = await putUnderLeases(parts, node, some);
      left.push(...untouched);
      failures.push(...errors);
      if (!isAnswering) throw failures[0]!;
    }
    // Another, at another node or in another process, may have let go of some meanwhile.
    if (left.length === 0 || left.length === waiting.length) {
      if (failures.length > 0) throw failures[0]!;
      return left.length;
    }
    waiting = left;
  }
}
