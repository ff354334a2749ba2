import { describe, expect, it } from 'vitest';
import { questionList } from './question-list.ts';
import { questionSql } from './question-sql.ts';

const NOW = Date.UTC(2026, 5, 30, 12);

describe('questionSql', () => {
  it('looks back as far as the dashboard does', () => {
    const sql = questionSql({ question: 'episodes' }, NOW);
    expect(sql).toContain(`toDateTime(${NOW / 1000 - 7 * 86_400})`);
    expect(sql).toContain(`toDateTime(${NOW / 1000})`);
    expect(sql).not.toContain('$');
  });

  it('looks at the span and the service that are named', () => {
    const flags = { since: '2026-06-01', until: '1d', service: 'denwa' };
    const sql = questionSql({ question: 'episodes', ...flags }, NOW);
    expect(sql).toContain(`toDateTime(${Date.UTC(2026, 5, 1) / 1000})`);
    expect(sql).toContain(`toDateTime(${NOW / 1000 - 86_400})`);
    expect(sql).toContain("service in ('denwa')");
  });

  it.each([
    [{ question: 'nwo' }, /no question nwo; choose one of now, /],
    [{ question: 'engine-queries' }, /engine-queries needs a ClickHouse server/],
    [{ question: 'now', since: 'long' }, /--since long: write how long ago/],
  ])('refuses %j', (flags, message) => {
    expect(() => questionSql(flags, NOW)).toThrow(message);
  });
});

describe('questionList', () => {
  it.each([
    ['en', 'Which ranges are called that nobody called in the 28 days before?'],
    ['ja', '新しい番号帯'],
  ] as const)('tells names and questions (%s)', (language, told) => {
    const list = questionList(language);
    expect(list).toMatch(new RegExp(`^destinations-new +1d .*${RegExp.escape(told)}`, 'm'));
    expect(list).not.toContain('engine-queries');
  });
});
