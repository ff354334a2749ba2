import { EngineError } from './errors.ts';

/** A column's type as far as writing its values goes. */
export type ColumnType =
  | { kind: 'string' | 'bool' | 'float64' | 'date' | 'date-time' | 'date-time-64' | 'decimal' }
  | { kind: 'fixed-string'; length: number }
  | { kind: 'integer'; bits: 8 | 16 | 32 | 64; signed: boolean }
  | { kind: 'enum'; values: readonly EnumValue[] }
  | { kind: 'nullable' | 'array'; of: ColumnType }
  | { kind: 'tuple'; fields: readonly TupleField[] };

interface EnumValue {
  name: string;
  value: number;
}

export interface TupleField {
  name: string;
  type: ColumnType;
}

/** Reads a type as `system.columns` prints it; throws `encode-column` for one we do not write. */
export function parseColumnType(text: string): ColumnType {
  const [, name = '', inner = ''] = /^(\w+)(?:\((.*)\))?$/s.exec(text.trim()) ?? [];
  const type = plain(name) ?? integer(name) ?? scaled(name, inner) ?? nested(name, inner);
  if (type === undefined) throw new EngineError('encode-column', `no encoding for type ${text}`);
  return type;
}

function plain(name: string): ColumnType | undefined {
  if (name === 'String') return { kind: 'string' };
  if (name === 'Bool') return { kind: 'bool' };
  if (name === 'Float64') return { kind: 'float64' };
  if (name === 'Date') return { kind: 'date' };
  return name === 'DateTime' ? { kind: 'date-time' } : undefined;
}

function integer(name: string): ColumnType | undefined {
  const [, unsigned, bits] = /^(U?)Int(8|16|32|64)$/.exec(name) ?? [];
  if (bits === undefined) return undefined;
  return { kind: 'integer', bits: Number(bits) as 8 | 16 | 32 | 64, signed: unsigned === '' };
}

function scaled(name: string, inner: string): ColumnType | undefined {
  const [first, second] = split(inner);
  if (name === 'DateTime64' && first === '3') return { kind: 'date-time-64' };
  const eightBytes = Number(first) > 9 && Number(first) <= 18;
  if (name === 'Decimal' && eightBytes && second === '3') return { kind: 'decimal' };
  return name === 'FixedString' ? { kind: 'fixed-string', length: Number(first) } : undefined;
}

function nested(name: string, inner: string): ColumnType | undefined {
  if (name === 'LowCardinality') return parseColumnType(inner);
  if (name === 'Nullable') return { kind: 'nullable', of: parseColumnType(inner) };
  if (name === 'Array') return { kind: 'array', of: parseColumnType(inner) };
  if (name === 'Enum8') return { kind: 'enum', values: split(inner).map(enumValue) };
  return name === 'Tuple' ? { kind: 'tuple', fields: split(inner).map(field) } : undefined;
}

function enumValue(text: string): EnumValue {
  const [, name = '', value] = /^'(.*)' = (-?\d+)$/.exec(text) ?? [];
  return { name: name.replaceAll(/\\(.)/g, '$1'), value: Number(value) };
}

function field(text: string): TupleField {
  const [, name = '', type = ''] = /^`?(\w+)`? (.*)$/s.exec(text) ?? [];
  return { name, type: parseColumnType(type) };
}

/** Cuts at the commas that stand in neither parentheses nor a quoted name. */
function split(text: string): string[] {
  const parts = text.match(
    /(?:'(?:\\.|[^'\\])*'|\((?:'(?:\\.|[^'\\])*'|[^()']|\([^()]*\))*\)|[^,'()])+/g,
  );
  return (parts ?? []).map((part) => part.trim());
}
