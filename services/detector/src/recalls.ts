import type { Decoded } from '@sekisho/cdr';
import type { ForgottenLeg } from './outcome.ts';
import type { Partition } from './partition.ts';
import type { RecalledLeg } from './recall.ts';

/** How many legs are asked for at once. */
const MOST_AT_ONCE = 2000;

interface RecallSteps {
  settle(): Promise<void>;
  recall(legs: readonly ForgottenLeg[]): Promise<(RecalledLeg | undefined)[]>;
}

/**
 * What the store tells of the forgotten legs of a batch. The first that is asked for takes those of
 * the records behind it along: a file of ratings would else be a flush and a query a record.
 */
export function createRecalls(
  steps: RecallSteps,
  partition: Partition,
  outcomes: readonly Decoded[],
) {
  const asked = new Set<number>();
  const known = new Map<number, RecalledLeg>();

  return { of };

  async function of(leg: ForgottenLeg, index: number): Promise<RecalledLeg | undefined> {
    if (!asked.has(index)) await ask(new Map([[index, leg], ...behind(index)]));
    // A record in between may have told of the leg: then the store knows it now.
    else if (!known.has(index) && leg.startedAt !== undefined) await ask(new Map([[index, leg]]));
    return known.get(index);
  }

  async function ask(legs: ReadonlyMap<number, ForgottenLeg>): Promise<void> {
    await steps.settle();
    const answers = await steps.recall([...legs.values()]);
    [...legs.keys()].forEach((index, i) => {
      asked.add(index);
      const answer = answers[i];
      if (answer !== undefined) known.set(index, answer);
    });
  }

  function behind(index: number): [number, ForgottenLeg][] {
    const legs: [number, ForgottenLeg][] = [];
    const { length } = outcomes;
    for (let next = index + 1; next < length && legs.length + 1 < MOST_AT_ONCE; next++) {
      const decoded = outcomes[next]!;
      if (decoded.outcome !== 'ok' || asked.has(next)) continue;
      const leg = partition.foresee(decoded.cdr);
      if (leg !== undefined) legs.push([next, leg]);
    }
    return legs;
  }
}
