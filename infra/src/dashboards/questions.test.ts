import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { QUESTIONS, readQuestions } from './read-questions.ts';
import { ask, sqlAtTheEnd } from './test-ask.ts';
import { CALLS } from './test-calls.ts';
import { scenarioEngine } from './test-engine.ts';
import { insertAgain } from './test-scenario.ts';

const EXPECTED = join(QUESTIONS, 'expected');
const questions = readQuestions();
const answered = questions.filter(({ needs }) => needs === undefined);
// What lies on the disk is not the same again once something is written twice.
const ofRecords = answered.filter(({ name }) => name !== 'engine-tables');
const named = <T extends { name: string }>(some: readonly T[]) =>
  some.map((one) => [one.name, one] as const);

/** No query is given longer by a process that detects meanwhile. */
const LIMIT_MS = 5000;

function expected(name: string): unknown {
  return JSON.parse(readFileSync(join(EXPECTED, `${name}.json`), 'utf8'));
}

const fullNumbers = Object.values(CALLS).flatMap(({ cdr }) => cdr.calledNumber ?? []);

describe('the questions', () => {
  const store = scenarioEngine();

  it('each have an expectation, and no other has', () => {
    const files = readdirSync(EXPECTED).map((file) => basename(file, '.json'));
    expect(files.toSorted()).toEqual(ofRecords.map(({ name }) => name).toSorted());
  });

  it.each(named(ofRecords))('%s has the rows that are expected', async (name, question) => {
    const began = performance.now();
    expect(await ask(store.engine, question)).toEqual(expected(name));
    expect(performance.now() - began).toBeLessThan(LIMIT_MS);
  });

  it.each(named(answered))('%s shows no full number', async (_, question) => {
    const text = JSON.stringify(await ask(store.engine, question));
    for (const number of fullNumbers) expect(text).not.toContain(number.replace('+', ''));
    expect(text).not.toMatch(/\d{9}/);
  });

  it.each(named(questions))('%s reads what analysts may read', (_, { sql }) => {
    expect(sql).not.toMatch(/called_number|calling_number|block_ref/);
    expect(sql).not.toMatch(/\b(?:from|join) (?:cdr|journal|\w+_version|profile_day)\b/);
  });

  it.each(named(questions.filter(({ sql }) => sql.includes('$service'))))(
    '%s can be asked about one service',
    async (_, question) => {
      const rows = await ask(store.engine, question, 'denwa');
      for (const row of rows) {
        if ('service' in row) expect(row['service']).toBe('denwa');
      }
    },
  );

  it('a service keeps to itself', async () => {
    const now = questions.find(({ name }) => name === 'now');
    expect(await ask(store.engine, now!, 'denwa')).toMatchObject([{ subscriber: 'sub-3' }]);
    expect(await ask(store.engine, now!, "o'denwa\\")).toEqual([]);
  });

  it('knows how long records and numbers are kept', () => {
    const rows = expected('privacy') as { kept_days: number }[];
    const [numbers, records] = rows.map((row) => `toIntervalDay(${row.kept_days})`);
    expect(store.cdrAsMade).toMatch(new RegExp(`called_number.*${RegExp.escape(numbers!)}`));
    expect(store.cdrAsMade).toMatch(new RegExp(`TTL .*, .*${RegExp.escape(records!)}$`, 'm'));
  });

  it('tells how large the tables are', async () => {
    const tables = questions.find(({ name }) => name === 'engine-tables');
    const rows = await ask(store.engine, tables!);
    const names = rows.map(({ table }) => table);
    expect(names).toEqual(expect.arrayContaining(['cdr', 'journal', 'restriction_event']));
    expect(rows.find(({ table }) => table === 'verdict_event')).toMatchObject({
      ...{ parts: 1, months: 1 },
      stored_rows: 5,
    });
  });

  it.each(named(questions.filter(({ needs }) => needs === 'server')))(
    '%s is SQL, which is all that can be told without a server',
    async (_, question) => {
      const tree = await store.engine.query(`explain ast ${sqlAtTheEnd(question)}`);
      expect(tree.length).toBeGreaterThan(10);
    },
  );

  describe('after batches came again, cut otherwise and in another month', () => {
    beforeAll(() => insertAgain(store.engine));

    it('the tables have rows more than once', async () => {
      const [stored] = await store.engine.query<{ rows: string }>(
        'select count() as rows from cdr',
      );
      expect(Number(stored?.rows)).toBeGreaterThan(2 * Object.keys(CALLS).length);
    });

    it.each(named(ofRecords))('%s has the same rows', async (name, question) => {
      expect(await ask(store.engine, question)).toEqual(expected(name));
    });
  });
});
