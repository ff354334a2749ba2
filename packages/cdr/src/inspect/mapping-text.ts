import type { MappedField, Mapping } from '../mapping/mapping.ts';

/** The YAML of a mapping, what goes without saying left out. */
export function mappingText(mapping: Mapping): string {
  const { format, encoding, delimiter, quote, header, skipLines, comment, columns } = mapping;
  const isTable = format === 'csv' || format === 'tsv';
  const lines = [
    `format: ${format}`,
    encoding === 'utf-8' ? '' : `encoding: ${encoding}`,
    format !== 'csv' || delimiter === ',' ? '' : `delimiter: ${quoted(delimiter)}`,
    !isTable || quote === (format === 'csv' ? '"' : '') ? '' : `quote: ${quoted(quote)}`,
    isTable && !header ? 'header: false' : '',
    skipLines === 0 ? '' : `skipLines: ${skipLines}`,
    comment === undefined ? '' : `comment: ${quoted(comment)}`,
    columns === undefined ? '' : columnsText(columns),
    optional('source', mapping.source),
    optional('timeZone', mapping.timeZone),
    mapping.outsideLine === undefined ? '' : `outsideLine: ${quoted(mapping.outsideLine)}`,
    mapping.only.length === 0 ? '' : 'only:',
    ...mapping.only.map((condition) => `  - ${flow(condition)}`),
    'fields:',
    ...Object.entries(mapping.fields).map(([name, field]) => `  ${name}: ${fieldText(field)}`),
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function columnsText(columns: NonNullable<Mapping['columns']>): string {
  if (Array.isArray(columns)) return `columns: ${flow(columns)}`;
  const lines = Object.entries(columns).map(([name, span]) => `  ${scalar(name)}: ${span}`);
  return ['columns:', ...lines].join('\n');
}

function optional(key: string, value: string | undefined): string {
  return value === undefined ? '' : `${key}: ${/^[\w/+-]+$/.test(value) ? value : quoted(value)}`;
}

/** A field that is a column and nothing else is written as that column. */
function fieldText(field: MappedField): string {
  const keys = Object.keys(field);
  return keys.length === 1 && field.column !== undefined ? scalar(field.column) : flow(field);
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = Object.entries(value).map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`);
  return `{ ${entries.join(', ')} }`;
}

const PLAIN = /^\p{L}[\p{L}\p{N}_-]*$/u;
const OTHERWISE_READ = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** Text that YAML reads as itself is written bare, all other text as JSON, which YAML reads too. */
function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return PLAIN.test(value) && !OTHERWISE_READ.test(value) ? value : quoted(value);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
