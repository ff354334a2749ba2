import type { MappedField } from '../mapping/mapping.ts';
import { absentWords, isAbsentValue } from './absent-value.ts';
import type { ColumnFacts } from './column-facts.ts';
import { type Doubt, doubt } from './doubt.ts';
import { nameOf } from './sample-table.ts';

export interface CostGuess {
  readonly field: MappedField | undefined;
  readonly doubts: readonly Doubt[];
}

const YEN = /円|yen|jpy/i;
const FOREIGN = /eur|usd|gbp|cny|krw|dollar|ドル|€|\$/i;
const JAPANESE = /\p{Script=Han}|\p{Script=Katakana}/u;

/**
 * What the switch says a call costs. It wins over the rate deck, so it is taken only where it is
 * plainly in yen: twelve euro read as twelve yen would hide a fraud.
 */
export function costField(facts: readonly ColumnFacts[]): CostGuess {
  const costs = facts.filter((fact) => fact.says('cost') > 0 && fact.amounts?.isClock === false);
  const fact = costs.sort((a, b) => b.says('cost') - a.says('cost'))[0];
  if (fact === undefined) return { field: undefined, doubts: [] };
  const name = nameOf(fact.column);
  if (!isInYen(fact, facts)) {
    const message = `${name} is left out, the rate deck prices the calls: nothing says that it is in yen; if it is, add costJpy: { column: ${JSON.stringify(fact.column.key)}${fact.amounts?.decimal === ',' ? ', decimal: ","' : ''} }`;
    return { field: undefined, doubts: [doubt('?cost', message)] };
  }
  const field: MappedField = { column: fact.column.key };
  if (fact.amounts?.decimal === ',') field.decimal = ',';
  const absent = absentWords(fact.column.values, isAbsentValue);
  if (absent.length > 0) field.absent = absent;
  return { field, doubts: [] };
}

function isInYen(fact: ColumnFacts, facts: readonly ColumnFacts[]): boolean {
  const currency = facts.find((other) => other.says('currency') === 3 && other.filled > 0);
  if (currency !== undefined)
    return [...currency.distinct.keys()].every((word) => YEN.test(word) || word === '¥');
  const { title } = fact.column;
  return YEN.test(title) || (JAPANESE.test(title) && !FOREIGN.test(title));
}
