import type { Engine } from '@sekisho/clickhouse';
import { expandMacros } from './expand-macros.ts';
import type { Question } from './question.ts';
import { scopeOf, usualSince } from './scope.ts';
import { DAY, HOUR, NOW } from './test-legs.ts';

type Row = Readonly<Record<string, unknown>>;

/** What a panel would show at the scenario's end, over the span that its dashboard opens with. */
export function ask(engine: Engine, question: Question, service?: string): Promise<Row[]> {
  return engine.query<Row>(sqlAtTheEnd(question, service));
}

export function sqlAtTheEnd(question: Question, service?: string): string {
  const since = usualSince(question);
  const length = Number.parseInt(since, 10) * (since.endsWith('d') ? DAY : HOUR);
  return expandMacros(question, scopeOf({ from: NOW - length, until: NOW }, service));
}
