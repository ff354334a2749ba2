/** A member's part in one generation of its group. */
export interface Membership {
  memberId: string;
  generation: number;
  partitions: readonly number[];
}

/**
 * Whether what a member keeps from the last assignment that its handler was told of has been its own
 * all the time. Generations count up by one, so each one between must be one that was joined.
 */
export class Continuity {
  #last: Membership | undefined;
  #joins = 0;
  #kept = new Set<number>();

  joined(memberId: string, partitions: readonly number[]): void {
    // Put out of the group, a member comes back under another id.
    if (memberId !== this.#last?.memberId) this.#last = undefined;
    this.#joins++;
    this.#kept = this.#kept.intersection(new Set(partitions));
  }

  isUnbroken({ memberId, generation, partitions }: Membership): boolean {
    const last = this.#last;
    if (last === undefined || last.memberId !== memberId) return false;
    if (generation !== last.generation + this.#joins) return false;
    const inBoth = new Set(last.partitions).intersection(new Set(partitions));
    return inBoth.isSubsetOf(this.#kept);
  }

  told(membership: Membership): void {
    this.#last = membership;
    this.#joins = 0;
    this.#kept = new Set(membership.partitions);
  }
}
