import type { ColumnFacts } from './column-facts.ts';
import { nameOf } from './sample-table.ts';

const BEGIN = /^(?:invite|start|begin|answer(?:ed)?|setup|connect(?:ed)?)$/i;
const END = /^(?:bye|stop|end|hangup|release(?:d)?|disconnect(?:ed)?)$/i;

/** What to do where a call is two rows, one of its begin and one of its end: no mapping joins them. */
export function eventRowsFault(facts: readonly ColumnFacts[]): string | undefined {
  const fact = facts.find(
    (each) => each.says('rowType') > 0 && hasWord(each, BEGIN) && hasWord(each, END),
  );
  if (fact === undefined) return undefined;
  const begin = [...fact.distinct.keys()].find((word) => BEGIN.test(word));
  const end = [...fact.distinct.keys()].find((word) => END.test(word));
  return `its rows are single events (${nameOf(fact.column)}: ${begin}, ${end}), which a mapping cannot join to calls; export whole calls, or feed what is a known format`;
}

function hasWord({ distinct }: ColumnFacts, form: RegExp): boolean {
  return [...distinct.keys()].some((word) => form.test(word));
}
