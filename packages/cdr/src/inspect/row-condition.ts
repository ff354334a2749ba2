import type { RowCondition } from '../mapping/mapping.ts';
import type { ColumnFacts } from './column-facts.ts';
import { type Doubt, doubt } from './doubt.ts';
import { nameOf, type SampleTable } from './sample-table.ts';

export interface RowGuess {
  readonly condition: RowCondition | undefined;
  readonly isCall: (row: number) => boolean;
  readonly doubts: readonly Doubt[];
}

const NO_CALL =
  /^(?:sms|mms|data|gprs|packet|message|msg|fax|reg|regist(?:er|ration)|options|subscribe|publish|login|logout|heartbeat|keepalive|event|header|trailer|footer|total|summary|recharge|fee|monthly|メール|ショートメール|パケット|データ|登録|合計|月額|基本料)(?:[ _-].*)?$/i;
const MOST_VALUES = 12;
const ALL_CALLS: RowGuess = { condition: undefined, isCall: () => true, doubts: [] };

/**
 * The column that tells rows which are no calls: by words such as SMS, or since rows of one value
 * lack what the rows of the others have. `essential` are the columns that every call fills.
 */
export function rowCondition(
  table: SampleTable,
  facts: readonly ColumnFacts[],
  essential: readonly ColumnFacts[],
): RowGuess {
  for (const fact of facts) {
    if (fact.says('rowType') === 0 || !isKind(fact) || essential.includes(fact)) continue;
    const words = [...fact.distinct.keys()];
    const calls = words.filter((word) => isCallWord(word, fact, essential));
    if (calls.length === 0 || calls.length === words.length) continue;
    return guess(table, fact, calls);
  }
  return ALL_CALLS;
}

function isKind({ distinct, filled }: ColumnFacts): boolean {
  return distinct.size > 1 && distinct.size <= MOST_VALUES && filled > distinct.size;
}

function isCallWord(
  word: string,
  { column }: ColumnFacts,
  essential: readonly ColumnFacts[],
): boolean {
  if (NO_CALL.test(word)) return false;
  return essential.every((fact) =>
    column.values.some((cell, row) => cell === word && fact.column.values[row] !== ''),
  );
}

function guess(table: SampleTable, fact: ColumnFacts, calls: string[]): RowGuess {
  const { values } = fact.column;
  const others = [...fact.distinct.keys()].filter((word) => !calls.includes(word));
  const left = values.filter((cell) => !calls.includes(cell)).length;
  const shown = others.map((word) => JSON.stringify(word)).join(', ');
  const message = `rows with ${nameOf(fact.column)} ${shown} are taken for no calls: ${left} of ${table.rows} are left out`;
  return {
    condition: { column: fact.column.key, values: calls },
    isCall: (row) => calls.includes(values[row] as string),
    doubts: [doubt('?only', message)],
  };
}
