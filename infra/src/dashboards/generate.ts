import { join } from 'node:path';
import { DASHBOARD_NAMES } from './dashboards.ts';
import { grafanaDashboard } from './grafana-dashboard.ts';
import { pageRows } from './page-rows.ts';
import { readQuestions } from './read-questions.ts';

const INFRA = join(import.meta.dirname, '..', '..');

/** Where Grafana's files go. */
export const GRAFANA = join(INFRA, 'grafana', 'dashboards');

/** Every file that is made of the questions, by its path. */
export function generate(): ReadonlyMap<string, string> {
  const questions = readQuestions();
  const files = new Map([[join(INFRA, 'clickhouse', 'dashboard-page.sql'), pageRows(questions)]]);
  for (const name of DASHBOARD_NAMES) {
    const own = questions.filter(({ dashboard }) => dashboard === name);
    const dashboard = JSON.stringify(grafanaDashboard(name, own), null, 2);
    files.set(join(GRAFANA, `${name}.json`), `${dashboard}\n`);
  }
  return files;
}
