import type { ColumnFacts } from './column-facts.ts';

/** The column with the highest score above 0, the first of equals. */
export function bestBy(
  facts: readonly ColumnFacts[],
  score: (fact: ColumnFacts) => number,
): ColumnFacts | undefined {
  const rated = facts.map((fact) => ({ fact, score: score(fact) }));
  return rated.filter((each) => each.score > 0).sort((a, b) => b.score - a.score)[0]?.fact;
}
