import type { ColumnFacts } from './column-facts.ts';
import { type Doubt, doubt } from './doubt.ts';
import { nameOf } from './sample-table.ts';

const UNANSWERED =
  /^(?:no[ _-]?answer(?:ed)?|unanswered|not[ _-]?answered|missed|busy|user_busy|failed|failure|cancel(?:l?ed)?|congestion|rejected|originator_cancel|no_user_response|abandon(?:ed)?|false|no|n|[456]\d\d|不応答|未応答|応答なし|話中|不成立|不完了|失敗|キャンセル|放棄)$/i;

/** Rows that say nobody answered, but have a duration: they would count as talk. */
export function answerDoubt(
  facts: readonly ColumnFacts[],
  duration: ColumnFacts | undefined,
  hasAnswer: boolean,
): Doubt[] {
  if (duration === undefined || hasAnswer) return [];
  for (const fact of facts) {
    if (fact.says('result') === 0 || fact.distinct.size > 40) continue;
    const rows = fact.column.values.filter(
      (cell, row) => UNANSWERED.test(cell) && (duration.amounts?.values[row] ?? 0) > 0,
    ).length;
    if (rows > 0) {
      const message = `${rows} rows with ${nameOf(fact.column)} such as “no answer” have ${nameOf(duration.column)} above 0 and count as answered: look for a column of the talk time`;
      return [doubt('?answered', message)];
    }
  }
  return [];
}
