/** What a member tells the group that it owns, in the user data of its join. */
export interface Claim {
  topic: string;
  /** Of the group, in which it was owned; 0: in none. */
  generation: number;
  partitions: readonly number[];
}

const VERSION = 1;

/** Of one member, from join to join: what it was given last, and in which generation. */
export class OwnershipClaim {
  readonly #topic: string;
  #memberId: string | undefined;
  #generation = 0;
  #leastGeneration = 0;
  #partitions: readonly number[] = [];

  constructor(topic: string) {
    this.#topic = topic;
  }

  get current(): Claim {
    return { topic: this.#topic, generation: this.#generation, partitions: this.#partitions };
  }

  joined(memberId: string, partitions: readonly number[]): void {
    // The library tells the generation with a heartbeat; before, it is at least the next one.
    this.#generation++;
    this.#leastGeneration = memberId === this.#memberId ? this.#generation : 0;
    this.#memberId = memberId;
    this.#partitions = partitions;
  }

  /** The coordinator has answered a heartbeat of that generation. */
  beat(memberId: string, generation: number): void {
    // An answer may come late, after the next join.
    if (memberId !== this.#memberId || generation < this.#leastGeneration) return;
    this.#generation = generation;
  }
}

export function encodeClaim(claim: Claim): Buffer {
  return Buffer.from(JSON.stringify({ version: VERSION, ...claim }));
}

/** `undefined` for what no member of this version wrote: it then claims nothing. */
export function decodeClaim(userData: Buffer): Claim | undefined {
  try {
    const read: unknown = JSON.parse(userData.toString());
    return isClaim(read) ? read : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isClaim(read: unknown): read is Claim {
  if (typeof read !== 'object' || read === null) return false;
  const { version, topic, generation, partitions } = read as Record<string, unknown>;
  const hasNumbers = isCount(generation) && Array.isArray(partitions) && partitions.every(isCount);
  return version === VERSION && typeof topic === 'string' && hasNumbers;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
