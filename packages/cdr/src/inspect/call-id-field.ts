import type { MappedField } from '../mapping/mapping.ts';
import { type ColumnFacts, uniqueShare } from './column-facts.ts';
import { type Doubt, doubt } from './doubt.ts';
import { nameOf } from './sample-table.ts';

export interface CallIdGuess {
  readonly field: MappedField | undefined;
  readonly fact: ColumnFacts | undefined;
  /** Named as an id, and the same on several rows: it may join the legs of one call. */
  readonly shared: ColumnFacts | undefined;
  readonly doubts: readonly Doubt[];
}

const UNIQUE = 0.995;

/**
 * What tells one call from all others: a column in which nothing repeats, named so if possible.
 * Where there is none, some columns together; `distinguishing` are those that may serve, best first.
 */
export function callIdField(
  facts: readonly ColumnFacts[],
  distinguishing: readonly (ColumnFacts | undefined)[],
): CallIdGuess {
  const named = facts.filter((fact) => fact.says('callId') > 0 && fact.filled > 0);
  const unique = facts
    .filter((fact) => isUnique(fact) && (fact.says('callId') > 0 || isIdByContent(fact)))
    .sort((a, b) => b.says('callId') - a.says('callId'))[0];
  const shared = named.find(
    (fact) => fact !== unique && fact.says('callId') === 3 && !isUnique(fact),
  );
  if (unique === undefined) return combined(distinguishing, shared);
  const doubts =
    unique.says('callId') > 0
      ? []
      : [
          doubt(
            '?callId',
            `no name says it, but ${nameOf(unique.column)} is different on every row`,
          ),
        ];
  return { field: { column: unique.column.key }, fact: unique, shared, doubts };
}

function isUnique(fact: ColumnFacts): boolean {
  return fact.filled === fact.column.values.length && uniqueShare(fact) >= UNIQUE;
}

/** Not a time nor a number that was dialled: those differ by chance. */
function isIdByContent(fact: ColumnFacts): boolean {
  if (fact.times.length > 0 || fact.filled < 3) return false;
  const ids = [...fact.distinct.keys()].filter((cell) => /^[\w.@:+/{}=-]{6,128}$/.test(cell));
  return ids.length === fact.distinct.size && (fact.dialled < 0.5 || isSequence(fact));
}

/** Numbers that go up by little from row to row. */
function isSequence({ column }: ColumnFacts): boolean {
  const steps = column.values.slice(1).map((cell, at) => Number(cell) - Number(column.values[at]));
  return steps.filter((step) => step > 0 && step <= 100).length >= steps.length * 0.9;
}

function combined(
  distinguishing: readonly (ColumnFacts | undefined)[],
  shared: ColumnFacts | undefined,
): CallIdGuess {
  const parts = [shared, ...distinguishing].filter((fact) => fact !== undefined);
  const chosen = parts.filter((fact, at) => parts.indexOf(fact) === at).slice(0, 4);
  if (chosen.length === 0) {
    const message = 'no column tells one call from another; callId is to be named';
    return { field: undefined, fact: undefined, shared, doubts: [doubt('?callId', message)] };
  }
  const repeats = repeatsOf(chosen);
  const names = chosen.map(({ column }) => nameOf(column)).join(' + ');
  const risk =
    repeats === 0
      ? 'together they differ on every row here'
      : `${repeats} rows still repeat an earlier one and will count as its duplicates`;
  return {
    field: { columns: chosen.map(({ column }) => column.key) },
    fact: undefined,
    shared,
    doubts: [
      doubt('?callId', `no column is different on every row; ${names} are taken together: ${risk}`),
    ],
  };
}

function repeatsOf(chosen: readonly ColumnFacts[]): number {
  const rows = chosen[0]?.column.values.length ?? 0;
  const keys = new Set<string>();
  for (let row = 0; row < rows; row++) {
    keys.add(JSON.stringify(chosen.map(({ column }) => column.values[row])));
  }
  return rows - keys.size;
}
