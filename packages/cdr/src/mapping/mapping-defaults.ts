import type { Mapping } from './mapping.ts';
import type { WrittenMapping } from './mapping-schema.ts';

/** Fills in what a mapping leaves out. */
export function withDefaults(written: WrittenMapping): Mapping {
  const { format, columns } = written;
  const isTable = format === 'csv' || format === 'tsv';
  return {
    ...written,
    encoding: written.encoding ?? 'utf-8',
    delimiter: written.delimiter ?? (format === 'tsv' ? '\t' : ','),
    quote: written.quote ?? (format === 'csv' ? '"' : ''),
    header: written.header ?? (isTable && columns === undefined),
    skipLines: written.skipLines ?? 0,
    only: written.only ?? [],
    // Fields that are not written are not there.
    fields: written.fields as Mapping['fields'],
  };
}
