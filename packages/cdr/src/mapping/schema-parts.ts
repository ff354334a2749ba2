import { z } from 'zod';

/** Pieces of the schema of a mapping. Each fault says what is wrong and what to write instead. */
export const text = (mend: string) => z.string({ error: `is not text; ${mend}` });

export const list = <T extends z.ZodType>(item: T, mend: string) =>
  z.array(item, { error: `is not a list; ${mend}` }).min(1, `is empty; ${mend}`);

export const oneOf = <const T extends readonly string[]>(choices: T) =>
  z.enum(choices, { error: `is none of these; write ${choices.join(', ')}` });

export const column = z.union([z.string().min(1), z.int().min(1)], {
  error: 'is no column; write its name, its number from 1, or of JSON a path such as a.b.0',
});

/** Where everything is text, a number or a word that YAML knows is text too. */
export const anyText = z
  .union([z.string(), z.number(), z.boolean()], { error: 'is not a value; write text' })
  .transform(String);

export const flag = z.boolean({ error: 'is not true or false; write one of them' });
