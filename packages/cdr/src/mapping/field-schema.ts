import { z } from 'zod';
import type { RawField } from '../raw-record.ts';
import { canonicalSchema } from './canonical-schema.ts';
import { type FieldKind, kindOf } from './field-kind.ts';
import type { MappedField } from './mapping.ts';
import { anyText, column, list, oneOf, text } from './schema-parts.ts';
import { isTimeForm } from './time-form.ts';

const pattern = text('write a regular expression in quotes').superRefine((source, context) => {
  const fault = patternFault(source);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
});

const COLUMN = {
  column: column.optional(),
  columns: list(column, 'write [date, time]').optional(),
  absent: list(anyText, 'write ["-", "NULL"]').optional(),
  pattern: pattern.optional(),
};

const TIME = {
  time: text('write a form such as epoch')
    .refine(
      isTimeForm,
      'is no form of a time; write epoch, epoch-ms, epoch-us, rfc3339, or a pattern with year, month, day and hour such as "YYYY-MM-DD HH:mm:ss"',
    )
    .optional(),
};

const NUMBER = {
  decimal: oneOf(['.', ',']).optional(),
  factor: z
    .number({ error: 'is not a number; write one such as 0.01' })
    .positive('is not above 0; write a number such as 0.01')
    .optional(),
};

const DURATION = { ...NUMBER, unit: oneOf(['s', 'ms', 'min', 'h:m:s']).optional() };

const OPTIONS: Record<FieldKind, z.ZodRawShape> = {
  text: {},
  flag: {},
  time: TIME,
  number: NUMBER,
  duration: DURATION,
};

function optionsOf(name: RawField): z.ZodRawShape {
  const kind = kindOf(name);
  const options = { ...COLUMN, ...OPTIONS[kind] };
  return kind === 'time' ? options : { ...options, ...valuesOf(name) };
}

function valuesOf(name: RawField): z.ZodRawShape {
  const value = canonicalSchema(name);
  return {
    constant: value.optional(),
    values: z.record(z.string(), value, { error: 'is no table; write { raw: value }' }).optional(),
    otherwise: value.optional(),
  };
}

/** One entry of `fields`: a column alone, or a table of where the value comes from. */
export function fieldSchema(name: RawField): z.ZodType<MappedField> {
  const options = optionsOf(name);
  const table = z.strictObject(options, { error: (issue) => tableFault(issue, name, options) });
  const checked = (table as unknown as z.ZodType<MappedField>).superRefine(checkParts);
  return z.preprocess(
    (value) => (typeof value === 'string' || typeof value === 'number' ? { column: value } : value),
    checked,
  ) as z.ZodType<MappedField>;
}

function tableFault(
  issue: { code?: string; keys?: unknown },
  name: RawField,
  options: z.ZodRawShape,
): string {
  return issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)
    ? `cannot have ${issue.keys.join(', ')}; ${name} may have ${Object.keys(options).join(', ')}`
    : 'is no field; write a column, or { column: …, … }';
}

function checkParts(
  { column: one, columns, constant, values, otherwise }: MappedField,
  context: z.RefinementCtx,
): void {
  const origins = [one, columns, constant].filter((each) => each !== undefined);
  const add = (key: string[], message: string) =>
    context.addIssue({ code: 'custom', path: key, message });
  if (origins.length !== 1) add([], 'needs exactly one of column, columns, constant; write one');
  if (otherwise !== undefined && values === undefined) {
    add(['otherwise'], 'has no values beside it; write values: { raw: value }, or constant alone');
  }
}

function patternFault(source: string): string | undefined {
  try {
    const groups = (new RegExp(`${source}|`).exec('')?.length ?? 1) - 1;
    return groups > 0 ? undefined : 'has no group; put ( ) around what the value is';
  } catch {
    return 'is no regular expression; check its brackets';
  }
}
