import type { MappedField } from '../mapping/mapping.ts';
import { absentWords, isAbsentValue } from './absent-value.ts';
import type { ColumnFacts } from './column-facts.ts';

/** A column as it stands, words for nothing named. */
export function numberField({ column }: ColumnFacts): MappedField {
  const absent = absentWords(column.values, isAbsentValue);
  return { column: column.key, ...(absent.length > 0 ? { absent } : {}) };
}

/** Of a number of the own side: one person's addresses and names around it must not make two lines. */
export function ownNumberField(fact: ColumnFacts): MappedField {
  const cells = [...fact.distinct.keys()];
  const wrapped = WRAPPED.find(
    ({ is }) => cells.length > 0 && cells.every((cell) => is.test(cell)),
  );
  const field = numberField(fact);
  return wrapped === undefined ? field : { ...field, pattern: wrapped.pattern };
}

/** An address or a name around the number; a bare number passes the pattern too. */
const WRAPPED = [
  { is: /^(?:sips?|tel):[^@;]+/, pattern: '^(?:(?:sips?|tel):)?([^@;]+)' },
  { is: /<(?:sips?:|tel:)?[^<>@;]+[^<>]*>$/, pattern: '(?:<(?:sips?:|tel:)?)?([^<>@;]+)[^<>]*>?$' },
];
