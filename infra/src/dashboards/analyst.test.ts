import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readQuestions } from './read-questions.ts';
import { ask } from './test-ask.ts';
import { scenarioEngine } from './test-engine.ts';
import { DAY, NOW } from './test-legs.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'clickhouse');

function statementsOf(file: string): string[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .replaceAll(/^--.*$/gm, '')
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

const views = statementsOf('analyst-views.sql');
const users = statementsOf('analyst-users.sql');
const questions = readQuestions().filter(({ needs }) => needs === undefined);
const pages = statementsOf('dashboard-page.sql');

const RESTRICTED = ['called_number', 'calling_number', 'block_ref', 'detail'];

describe('what an analyst has', () => {
  const store = scenarioEngine();
  const asked = new Map<string, unknown>();

  beforeAll(async () => {
    for (const question of questions) {
      if (question.name !== 'engine-tables') {
        asked.set(question.name, await ask(store.engine, question));
      }
    }
    // The embedded engine has one user and makes no other.
    for (const view of views) {
      await store.engine.command(view.replace('definer = sekisho_views', 'definer = default'));
    }
    for (const page of pages) await store.engine.command(page);
  });

  it.each(users)('%s is a statement', async (statement) => {
    const tree = await store.engine.query<{ explain: string }>(`explain ast ${statement}`);
    expect(tree[0]?.explain).toMatch(/^(Create(User|Role|Quota|SettingsProfile)|Grant)Query/);
  });

  it('is no table of the records, but their names', () => {
    const granted = users.filter((statement) => /to analyst$/.test(statement));
    const ofRecords = granted.filter((statement) => statement.includes('sekisho.'));
    expect(ofRecords).toEqual(['grant show tables on sekisho.* to analyst']);
    expect(granted.join()).not.toMatch(/\b(all|insert|alter|create (?!settings|quota)|file|url)\b/);
  });

  it('has no column with a full number or with what persons wrote', async () => {
    const columns = await store.engine.query<{ table: string; name: string }>(
      "select table, name from system.columns where database = 'analyst'",
    );
    expect(new Set(columns.map(({ table }) => table)).size).toBe(views.length - 1);
    expect(columns.filter(({ name }) => RESTRICTED.includes(name))).toEqual([]);
    const ofAnswers = columns.filter(({ table }) => table === 'verdict_event');
    expect(ofAnswers.map(({ name }) => name)).not.toContain('reason');
  });

  it('reads every view as its definer', async () => {
    const made = await store.engine.query<{ sql: string }>(
      "select create_table_query as sql from system.tables where database = 'analyst'",
    );
    for (const { sql } of made) expect(sql).toContain('DEFINER = default SQL SECURITY DEFINER');
  });

  it('answers every question as the tables do', async () => {
    await store.engine.command('use analyst');
    for (const question of questions) {
      const rows = await ask(store.engine, question);
      if (asked.has(question.name)) expect(rows, question.name).toEqual(asked.get(question.name));
    }
    await store.engine.command('use sekisho');
  });

  it('is drawn by the page of the server too', async () => {
    const rows = await store.engine.query<{ title: string; query: string }>(
      "select title, query from default.dashboards where dashboard = 'Sekisho'",
    );
    const curves = readQuestions().filter(({ panel }) => panel === 'timeseries');
    expect(rows).toHaveLength(curves.length);
    for (const { query, title } of rows) {
      const atTheEnd = query.replaceAll('now()', `toDateTime(${NOW / 1000})`);
      const page = { seconds: (30 * DAY) / 1000, rounding: 3600 };
      const points = await store.engine.query<{ t: number }>(atTheEnd, page);
      expect(points.length, title).toBeGreaterThan(0);
      for (const point of points) {
        expect(Object.values(point).every(Number.isFinite), title).toBe(true);
      }
    }
  });
});
