import type { RawField } from '../raw-record.ts';
import { type Reject, reject } from '../reject.ts';
import type { ColumnRef, Mapping } from './mapping.ts';

/** Gives a fault the name that its column has in the file. */
export function createBlameColumn({ fields }: Mapping): (fault: Reject) => Reject {
  const labels = new Map(
    Object.entries(fields).map(([name, { column, columns }]) => [name, label(column, columns)]),
  );
  const isEitherOwner = fields.line !== undefined && fields.subscriber !== undefined;
  return (fault) => {
    const { reason, field } = fault;
    // Either column could have named the subscriber, so neither is at fault alone.
    if (reason === 'missing-field' && field === 'subscriber' && isEitherOwner) return fault;
    const name = standsFor(field as RawField, fields);
    const column = name === undefined ? undefined : labels.get(name);
    return column === undefined ? fault : reject(reason, column);
  };
}

/** The mapped field from which a field at fault comes. */
function standsFor(field: RawField, fields: Mapping['fields']): RawField | undefined {
  const others: Partial<Record<RawField, RawField[]>> = {
    subscriber: ['line'],
    at: ['endedAt', 'answeredAt', 'startedAt'],
    endedAt: ['startedAt', 'answeredAt'],
  };
  return [field, ...(others[field] ?? [])].find((name) => fields[name] !== undefined);
}

function label(column?: ColumnRef, columns?: readonly ColumnRef[]): string | undefined {
  const refs = columns ?? (column === undefined ? [] : [column]);
  if (refs.length === 0) return undefined;
  return refs.map((ref) => (typeof ref === 'number' ? `column ${ref}` : ref)).join(', ');
}
