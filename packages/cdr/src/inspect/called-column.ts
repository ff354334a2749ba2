import { bestBy } from './best-by.ts';
import { type ColumnFacts, uniqueShare } from './column-facts.ts';
import { type Doubt, doubt } from './doubt.ts';
import { nameOf } from './sample-table.ts';

export interface CalledGuess {
  readonly called: ColumnFacts | undefined;
  /** The column that is named as the number called, but holds the own lines. */
  readonly own: ColumnFacts | undefined;
  readonly doubts: readonly Doubt[];
}

/** The number called: by name, unless the rows plainly say otherwise; without a name by the rows. */
export function calledColumn(numbers: readonly ColumnFacts[]): CalledGuess {
  const named = numbers.filter((fact) => fact.says('called') > 0);
  const byName = bestBy(named, (fact) => fact.says('called') + uniqueShare(fact));
  const free = numbers.filter((fact) => fact.says('calling') + fact.says('line') === 0);
  const byContent = bestBy(byName === undefined && free.length > 0 ? free : numbers, dialledAbroad);
  const mangled = mangledDoubts(numbers);
  if (mangled.length > 0) return { called: byName ?? byContent, own: undefined, doubts: mangled };
  if (byName === undefined) {
    return { called: byContent, own: undefined, doubts: contentDoubts(byContent) };
  }
  if (byContent !== undefined && contradicts(byName, byContent)) {
    const message = `${nameOf(byContent.column)} is taken, against the name of ${nameOf(byName.column)}: only it holds numbers abroad, and of many forms`;
    return { called: byContent, own: byName, doubts: [doubt('?called', message)] };
  }
  return { called: byName, own: undefined, doubts: rivalDoubts(byName, named) };
}

/** How much the values look like what customers dial: many, of many lengths, some of them abroad. */
function dialledAbroad(fact: ColumnFacts): number {
  const lengths = new Set([...fact.distinct.keys()].map((cell) => cell.length)).size;
  return uniqueShare(fact) + Math.min(lengths, 6) / 6 + 2 * shareAbroad(fact);
}

const ABROAD =
  /^(?:"?[^<]*<)?(?:sips?:|tel:)?(?:\d{1,2},?)?(?:\+(?!81)|0(?:0\d{2,4})?10[1-9]|00[1-9]|011[2-9])\d{6,}/;

function shareAbroad({ distinct }: ColumnFacts): number {
  const cells = [...distinct.keys()].map((cell) => cell.replace(/[-. ()]/g, ''));
  return cells.filter((cell) => ABROAD.test(cell)).length / Math.max(1, cells.length);
}

/** Names are believed unless the column so named is plainly the own lines and the other is not. */
function contradicts(byName: ColumnFacts, byContent: ColumnFacts): boolean {
  return (
    byName !== byContent &&
    shareAbroad(byName) === 0 &&
    shareAbroad(byContent) >= 0.15 &&
    byContent.distinct.size >= 2 * byName.distinct.size
  );
}

function contentDoubts(called: ColumnFacts | undefined): Doubt[] {
  const message =
    called === undefined
      ? 'no column holds numbers as they are dialled; called is to be named'
      : `no name says which number was called; ${nameOf(called.column)} has the most varied ones`;
  return [doubt('?called', message)];
}

function rivalDoubts(called: ColumnFacts, named: readonly ColumnFacts[]): Doubt[] {
  const rivals = named.filter(
    (fact) =>
      fact !== called &&
      fact.says('called') === called.says('called') &&
      fact.column.values.some((cell, row) => cell !== called.column.values[row]),
  );
  if (rivals.length === 0) return [];
  const names = rivals.map(({ column }) => nameOf(column)).join(', ');
  return [
    doubt(
      '?called',
      `${nameOf(called.column)} is taken; ${names} could be it as well: take the one as the customer dialled it`,
    ),
  ];
}

const MANGLED = /^\d(?:\.\d+)?E\+\d+$/i;

/** A spreadsheet writes long numbers shortened, and nothing brings their digits back. */
function mangledDoubts(numbers: readonly ColumnFacts[]): Doubt[] {
  const fact = numbers.find(({ distinct }) =>
    [...distinct.keys()].some((cell) => MANGLED.test(cell)),
  );
  if (fact === undefined) return [];
  const message = `${nameOf(fact.column)} has values such as 1.04E+13: a spreadsheet has shortened the numbers; export the file again, as text`;
  return [doubt('?called', message)];
}
