import { z } from 'zod';
import { DASHBOARD_NAMES } from './dashboards.ts';
import { QuestionError } from './question-error.ts';

const header = z.strictObject({
  title: z.string().min(1),
  'title-ja': z.string().min(1),
  question: z.string().endsWith('?'),
  'question-ja': z.string().regex(/[？か。]$/),
  dashboard: z.enum(DASHBOARD_NAMES),
  panel: z.enum(['timeseries', 'table']),
  /** Of the figures; those of a table whose columns say it themselves are `mixed`. */
  unit: z.enum(['yen', 'seconds', 'count', 'mixed']),
  /** Among the panels of its dashboard, from 1. */
  order: z.coerce.number().int().min(1),
  /** What only a real server can answer: the embedded engine keeps no log of queries. */
  needs: z.literal('server').optional(),
});

type Header = z.infer<typeof header>;

/** One question to the store: a panel of a dashboard, and an answer of `sekisho sql --question`. */
export interface Question extends Omit<Header, 'title-ja' | 'question-ja'> {
  /** Its file's name without `.sql`. */
  name: string;
  titleJa: string;
  questionJa: string;
  /** With macros, as Grafana's data source for ClickHouse expands them. */
  sql: string;
}

const KEY = /^-- ([a-z-]+): *(.*)$/;

/** Throws `question-header`, with file and line, for a header that is not one. */
export function parseQuestion(name: string, text: string): Question {
  const file = `${name}.sql`;
  const lines = text.split('\n');
  const length = lines.findIndex((line) => !line.startsWith('-- '));
  const values = new Map<string, string>();
  for (const [index, line] of lines.slice(0, length).entries()) {
    const [, key, value] = KEY.exec(line) ?? [];
    const at = `${file}:${index + 1}`;
    if (key === undefined || value === undefined) {
      throw fault(`${at}: not a header; write "-- key: value", and reasons below an empty line`);
    }
    if (values.has(key)) throw fault(`${at}: ${key} stands there twice; leave one`);
    values.set(key, value.trim());
  }
  return questionOf(name, checked(file, values), lines.slice(length).join('\n').trim());
}

function checked(file: string, values: ReadonlyMap<string, string>): Header {
  const result = header.safeParse(Object.fromEntries(values));
  if (result.success) return result.data;
  const { issues } = result.error;
  // A key that is misspelt is told before the one that lacks because of it.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0]?.toString();
  const index = [...values.keys()].indexOf(key ?? '');
  // A header that lacks is missed where the headers end.
  const line = (index < 0 ? values.size : index) + 1;
  throw fault(`${file}:${line}: ${key ?? 'header'}: ${issue?.message ?? 'is wrong'}`);
}

function questionOf(name: string, parsed: Header, sql: string): Question {
  if (sql === '') throw fault(`${name}.sql: no query below the header; write one`);
  const { 'title-ja': titleJa, 'question-ja': questionJa, ...rest } = parsed;
  return { name, titleJa, questionJa, ...rest, sql };
}

function fault(message: string): QuestionError {
  return new QuestionError('question-header', message);
}
