import { z } from 'zod';
import { RAW_FIELDS, type RawField } from '../raw-record.ts';
import { fieldSchema } from './field-schema.ts';
import type { MappedField } from './mapping.ts';
import { anyText, column, flag, list, oneOf, text } from './schema-parts.ts';

const MOST_LINES = 1000;

const character = (mend: string) =>
  text(mend).refine((value) => Array.from(value).length === 1, `is not one character; ${mend}`);

const delimiter = character('write one character, such as ";"').refine(
  (value) => value !== '\r' && value !== '\n',
  'ends a line; write another character',
);

const quote = z.union([z.literal(''), character('write one character, or "" for none')], {
  error: 'is not a quote; write one character, or "" for none',
});

const span = text('write bytes such as "1-12"').regex(
  /^[1-9]\d{0,4}-[1-9]\d{0,4}$/,
  'is no range of bytes; write first-last, counted from 1, such as "1-12"',
);

const columns = z.union(
  [
    z.array(text('write the name of a column')).min(1),
    z.record(z.string(), span, { error: 'is no table; write { id: 1-12, to: 13-24 }' }),
  ],
  { error: 'names no columns; write [id, to], or for fixed { id: 1-12, to: 13-24 }' },
);

const timeZone = text('write a zone such as Asia/Tokyo').refine(
  isTimeZone,
  'is no zone; write one such as Asia/Tokyo',
);

const source = text('write the name of the switch').refine(
  (value) => value !== '' && Array.from(value).length <= 64,
  'is no source; write 1 to 64 characters',
);

const outsideLine = anyText.refine(
  (value) => /^\d{1,4}$/.test(value),
  'is not 1 to 4 digits; write some such as "0"',
);

const condition = z.strictObject(
  { column, values: list(anyText, 'write [CALL]') },
  { error: 'is no condition; write { column: type, values: [CALL] }' },
);

const fields = z.strictObject(
  Object.fromEntries(
    RAW_FIELDS.map((name) => [name, fieldSchema(name).optional()] as const),
  ) as Record<RawField, z.ZodOptional<z.ZodType<MappedField>>>,
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `has no ${issue.keys.join(', ')}; a record has ${RAW_FIELDS.join(', ')}`
        : 'is no table; write { callId: id, called: to, … }',
  },
);

/** Keys and shapes of a mapping, each by itself; `checkMapping` looks at how they fit together. */
export const mappingSchema = z.strictObject(
  {
    format: oneOf(['csv', 'tsv', 'fixed', 'json']),
    encoding: oneOf(['utf-8', 'shift_jis', 'euc-jp']).optional(),
    delimiter: delimiter.optional(),
    quote: quote.optional(),
    header: flag.optional(),
    skipLines: z
      .int({ error: 'is no number of lines; write one such as 1' })
      .min(0)
      .max(MOST_LINES, `is too many; write up to ${MOST_LINES}`)
      .optional(),
    comment: text('write what such lines begin with').min(1).optional(),
    columns: columns.optional(),
    source: source.optional(),
    timeZone: timeZone.optional(),
    outsideLine: outsideLine.optional(),
    only: list(condition, 'write [{ column: type, values: [CALL] }]').optional(),
    fields,
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `has unknown keys ${issue.keys.join(', ')}; take them out, or correct the spelling`
        : 'is no mapping; write format: and fields:',
  },
);

export type WrittenMapping = z.infer<typeof mappingSchema>;

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
