import { expandMacros, questionNamed, scopeOf, usualSince } from '@sekisho/infra/dashboards';
import { spanOf } from '../backtest/span.ts';
import { UsageError } from '../usage-error.ts';

export interface QuestionFlags {
  question: string;
  /** Default what its dashboard shows. */
  since?: string;
  until?: string;
  /** Default all. */
  service?: string;
}

/** What a panel of a dashboard would ask. @throws UsageError, QuestionError */
export function questionSql(flags: QuestionFlags, now: number): string {
  const question = questionNamed(flags.question);
  if (question.needs === 'server') {
    throw new UsageError(
      `${question.name} needs a ClickHouse server, which keeps a log of queries; see it in Grafana`,
    );
  }
  const span = spanOf({ since: usualSince(question), ...flags }, now);
  return expandMacros(question, scopeOf(span, flags.service));
}
