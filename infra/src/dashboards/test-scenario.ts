import { createRowEncoder, type Engine, openStore } from '@sekisho/clickhouse';
import { CALLS } from './test-calls.ts';
import { ALERTS, ANSWERS, CANDIDATES } from './test-decisions.ts';
import { DAY } from './test-legs.ts';
import { EVENTS } from './test-restrictions.ts';

const LEGS = Object.values(CALLS);

const ROWS = {
  cdr: LEGS.map(({ cdr }) => cdr),
  journal: LEGS.flatMap(({ journal }) => journal ?? []),
  alerts: ALERTS,
  candidates: CANDIDATES,
  answers: ANSWERS,
  events: EVENTS,
};

/** The scenario lies at a date of its own: nothing of it is to expire meanwhile. */
export async function keepForGood(engine: Engine): Promise<void> {
  for (const table of ['cdr', 'journal', 'alert_version', 'candidate_version']) {
    await engine.command(`alter table ${table} remove ttl`);
  }
  for (const table of ['verdict_event', 'restriction_event']) {
    await engine.command(`alter table ${table} remove ttl`);
  }
  for (const column of ['called_number', 'calling_number']) {
    await engine.command(`alter table cdr modify column ${column} remove ttl`);
  }
}

/** Everything in one batch. */
export function insertScenario(engine: Engine): Promise<void> {
  return insert(engine, ROWS);
}

/** The same again: cut otherwise, overlapping, and in a month of its own, over which nothing merges. */
export async function insertAgain(engine: Engine): Promise<void> {
  await insert(engine, cut(0, 2 / 3));
  await insert(engine, cut(1 / 3, 1));
}

function cut(from: number, until: number): typeof ROWS {
  const again = <T extends { ingestedAt: number }>(rows: readonly T[]): T[] =>
    rows
      .slice(Math.floor(rows.length * from), Math.ceil(rows.length * until))
      .map((row) => ({ ...row, ingestedAt: row.ingestedAt + 40 * DAY }));
  const { cdr, journal, alerts, candidates, answers, events } = ROWS;
  return {
    ...{ cdr: again(cdr), journal: again(journal), alerts: again(alerts) },
    ...{ candidates: again(candidates), answers: again(answers), events: again(events) },
  };
}

async function insert(engine: Engine, rows: typeof ROWS): Promise<void> {
  const store = await openStore(engine);
  for (const row of rows.cdr) store.appendCdr(row);
  for (const row of rows.journal) store.appendJournal(row);
  for (const row of rows.alerts) store.appendAlertVersion(row);
  for (const row of rows.candidates) store.appendCandidateVersion(row);
  await store.flush();
  await store.close();
  await insertInto(engine, 'verdict_event', rows.answers);
  await insertInto(engine, 'restriction_event', rows.events);
}

async function insertInto<T extends object>(engine: Engine, table: string, rows: readonly T[]) {
  const encoder = await createRowEncoder<T>(engine, table);
  for (const row of rows) encoder.append(row);
  await engine.insertRowBinary(table, encoder.columns, encoder.take());
}
