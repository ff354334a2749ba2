import type { RawField } from '../raw-record.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { Role } from './role-words.ts';

/** A field that is taken where a column is named so and its content does not speak against it. */
interface NamedField {
  readonly field: RawField;
  readonly role: Role;
  readonly fits: RegExp;
}

const IP = /^\[?(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)\]?$/i;

const NAMED: readonly NamedField[] = [
  { field: 'cause', role: 'cause', fits: /^(?:0?\d{1,2}|1[01]\d|12[0-7])$/ },
  { field: 'correlationId', role: 'correlationId', fits: /\S/ },
  { field: 'divertedFrom', role: 'divertedFrom', fits: /^\+?[\d*#-]+$/ },
  { field: 'sourceIp', role: 'sourceIp', fits: IP },
  { field: 'userAgent', role: 'userAgent', fits: /[A-Za-z]/ },
  { field: 'trunk', role: 'trunk', fits: /\S/ },
];

/** The column of each field that only a name can tell. */
export function otherFields(
  facts: readonly ColumnFacts[],
  taken: ReadonlySet<ColumnFacts | undefined>,
): Map<RawField, ColumnFacts> {
  const found = new Map<RawField, ColumnFacts>();
  for (const { field, role, fits } of NAMED) {
    const fact = facts.find(
      (each) => !taken.has(each) && each.says(role) === 3 && each.filled > 0 && isAll(each, fits),
    );
    if (fact !== undefined) found.set(field, fact);
  }
  return found;
}

function isAll({ distinct }: ColumnFacts, fits: RegExp): boolean {
  return [...distinct.keys()].every((cell) => fits.test(cell));
}
