import type { Question } from './question.ts';
import { QuestionError } from './question-error.ts';

/** What a question is asked about; each is SQL. */
export interface Scope {
  /** A DateTime. */
  from: string;
  /** A DateTime, included as Grafana does. */
  until: string;
  /** Seconds between two points of a curve. */
  interval: string;
  /** Each variable's values, e.g. `'hikari', 'denwa'`; one that lacks stands for all. */
  variables: Readonly<Record<string, string>>;
}

const CONDITIONAL =
  /\$__conditionalAll\((?<before>[^$]*)\$\{(?<variable>\w+):singlequote\}(?<after>[^$]*), *\$\k<variable>\)/;
const CALL = /\$__(?<call>timeFilter|timeInterval)\((?<column>[\w.]+)\)/;
const WORD = /\$__(?<word>fromTime|toTime|interval_s)\b/;
const MACRO = new RegExp([CONDITIONAL, CALL, WORD].map(({ source }) => source).join('|'), 'g');

type Groups = Readonly<Record<string, string | undefined>>;

/**
 * A question as ClickHouse takes it: the macros replaced as Grafana's data source replaces them, so
 * that a panel and the command ask the same. Throws `question-macro` for one that it does not know.
 */
export function expandMacros({ name, sql }: Question, scope: Scope): string {
  const left = /\$\S*/.exec(sql.replace(MACRO, ''))?.[0];
  if (left === undefined) {
    return sql.replace(MACRO, (...found) => expanded(found.at(-1) as Groups, scope));
  }
  throw new QuestionError('question-macro', `${name}.sql: ${left} is no macro that is known here`);
}

function expanded(groups: Groups, { from, until, interval, variables }: Scope): string {
  const { before, variable, after, call, column, word } = groups;
  if (variable !== undefined) {
    const values = variables[variable];
    return values === undefined ? '1=1' : `${before}${values}${after}`;
  }
  if (call === 'timeFilter') return `(${column} >= ${from} and ${column} <= ${until})`;
  if (call === 'timeInterval') {
    return `toStartOfInterval(toDateTime(${column}), interval ${interval} second)`;
  }
  if (word === 'interval_s') return interval;
  return word === 'fromTime' ? from : until;
}
