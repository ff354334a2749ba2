import { describe, expect, it } from 'vitest';
import { parseQuestion } from './question.ts';
import { QuestionError } from './question-error.ts';
import { questionNamed, readQuestions } from './read-questions.ts';

const HEADER = [
  '-- title: Calls',
  '-- title-ja: 通話',
  '-- question: How many?',
  '-- question-ja: 何件か？',
  '-- dashboard: now',
  '-- panel: table',
  '-- unit: count',
  '-- order: 2',
];

function fileOf(changes: Readonly<Record<number, string>> = {}, body = '\nselect 1\n'): string {
  const lines = HEADER.map((line, index) => changes[index] ?? line).filter((line) => line !== '');
  return [...lines, body].join('\n');
}

describe('parseQuestion', () => {
  it('takes header and query apart', () => {
    expect(parseQuestion('calls', fileOf({}, '\n-- Why so.\nselect 1\n'))).toEqual({
      ...{ name: 'calls', title: 'Calls', titleJa: '通話', question: 'How many?' },
      ...{ questionJa: '何件か？', dashboard: 'now', panel: 'table', unit: 'count', order: 2 },
      sql: '-- Why so.\nselect 1',
    });
  });

  it.each([
    ['an unknown key', { 3: '-- colour: red' }, /^calls\.sql:4: colour: /],
    ['a key twice', { 3: '-- title: Again' }, /^calls\.sql:4: title stands there twice/],
    ['no header', { 1: '-- Why so.' }, /^calls\.sql:2: not a header; write/],
    ['an unknown dashboard', { 4: '-- dashboard: none' }, /^calls\.sql:5: dashboard: .*"episodes"/],
    ['an unknown unit', { 6: '-- unit: miles' }, /^calls\.sql:7: unit: /],
    ['an order that is none', { 7: '-- order: first' }, /^calls\.sql:8: order: /],
    ['what is no question', { 2: '-- question: Calls.' }, /^calls\.sql:3: question: /],
    ['a header too few', { 7: '' }, /^calls\.sql:8: order: /],
  ])('refuses %s, by file and line', (_, changes, message) => {
    expect(() => parseQuestion('calls', fileOf(changes))).toThrow(message);
    expect(() => parseQuestion('calls', fileOf(changes))).toThrow(QuestionError);
  });

  it('refuses a header without a query', () => {
    expect(() => parseQuestion('calls', fileOf({}, '\n'))).toThrow(/calls\.sql: no query/);
  });
});

describe('the questions that ship', () => {
  const questions = readQuestions();

  it('have places of their own on their dashboards', () => {
    for (const own of Map.groupBy(questions, ({ dashboard }) => dashboard).values()) {
      expect(own.map(({ order }) => order)).toEqual(own.map((_, index) => index + 1));
    }
  });

  it('give a curve a column time', () => {
    for (const { sql } of questions.filter(({ panel }) => panel === 'timeseries')) {
      expect(sql).toMatch(/ as time\b/);
    }
  });

  it('are found by name', () => {
    expect(questionNamed('now').title).toBe('Who burns more than ever');
    expect(() => questionNamed('nwo')).toThrow(/no question nwo; choose one of now, now-cost,/);
  });
});
