/** A member of the group and what it says that it owned, in which generation. */
export interface Claimant {
  memberId: string;
  generation: number;
  partitions: readonly number[];
}

/**
 * Gives every partition to one member, none having more than one above another, and leaves with each
 * what it owns as far as that allows. The same for any order of the arguments.
 */
export function sharePartitions(
  partitions: readonly number[],
  members: readonly Claimant[],
): Map<string, number[]> {
  const owners = ownersOf(partitions, members);
  const shares = members.map(({ memberId }) => ({ memberId, share: ownedBy(memberId, owners) }));
  // Who owns most comes first, so that the larger shares are where they save a move.
  shares.sort((a, b) => b.share.length - a.share.length || (a.memberId < b.memberId ? -1 : 1));
  const least = Math.floor(partitions.length / members.length);
  const larger = partitions.length % members.length;
  const sizeAt = (at: number) => (at < larger ? least + 1 : least);
  const surplus = shares.flatMap(({ share }, at) => share.splice(sizeAt(at)));
  const orphans = partitions.filter((partition) => !owners.has(partition));
  const free = [...surplus, ...orphans].sort(ascending);
  return new Map(
    shares.map(({ memberId, share }, at) => {
      const added = free.splice(0, sizeAt(at) - share.length);
      return [memberId, [...share, ...added].sort(ascending)];
    }),
  );
}

// One who was put out claims what has since been another's: the later generation is right.
function ownersOf(partitions: readonly number[], members: readonly Claimant[]) {
  const inOrder = members.toSorted(
    (a, b) => a.generation - b.generation || (a.memberId < b.memberId ? 1 : -1),
  );
  const existing = new Set(partitions);
  const owners = new Map<number, string>();
  for (const { memberId, partitions: claimed } of inOrder) {
    for (const one of claimed) if (existing.has(one)) owners.set(one, memberId);
  }
  return owners;
}

function ownedBy(memberId: string, owners: ReadonlyMap<number, string>): number[] {
  const owned = [...owners].filter(([, owner]) => owner === memberId);
  return owned.map(([partition]) => partition).sort(ascending);
}

function ascending(a: number, b: number): number {
  return a - b;
}
