import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GRAFANA, generate } from './generate.ts';
import { readQuestions } from './read-questions.ts';

const PROJECT = join(GRAFANA, '..', '..', '..');
const PROVISIONING = join(GRAFANA, '..', 'provisioning');
const files = [...generate()];

interface Dashboard {
  uid: string;
  editable: boolean;
  schemaVersion: number;
  panels: { title: string; datasource: { uid: string }; targets: { rawSql: string }[] }[];
}

const isDashboard = ([path]: readonly [string, string]) => path.endsWith('.json');
const dashboards = files
  .filter(isDashboard)
  .map(([path, text]) => [basename(path, '.json'), JSON.parse(text) as Dashboard] as const);

it.each(files)('%s is what npm run dashboards makes', (path, content) => {
  expect(readFileSync(path, 'utf8')).toBe(content);
});

it('leaves no dashboard of a name that is gone', () => {
  const names = dashboards.map(([name]) => `${name}.json`);
  expect(readdirSync(GRAFANA).toSorted()).toEqual(names.toSorted());
});

describe.each(dashboards)('%s', (name, { uid, editable, schemaVersion, panels }) => {
  it('shows every question of its own, from whatever store is chosen', () => {
    const own = readQuestions().filter(({ dashboard }) => dashboard === name);
    expect(panels.map(({ targets }) => targets[0]?.rawSql)).toEqual(own.map(({ sql }) => sql));
    for (const { datasource } of panels) expect(datasource.uid).toBe('$datasource');
    expect(panels.length).toBeGreaterThan(0);
  });

  it('cannot be changed in Grafana', () => {
    expect({ uid, editable }).toEqual({ uid: `sekisho-${name}`, editable: false });
    expect(schemaVersion).toBeGreaterThanOrEqual(39);
  });
});

it('is described, question by question', () => {
  const page = readFileSync(join(PROJECT, 'docs', 'dashboards.md'), 'utf8');
  for (const { name, question } of readQuestions()) {
    expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\| ${RegExp.escape(question)} +\\|`));
  }
});

describe('provisioning', () => {
  const read = (path: string) => readFileSync(join(PROVISIONING, path), 'utf8');

  it('has a store that is reached by what the environment says, and no secret', () => {
    const text = read('datasources/sekisho.yaml');
    const { datasources } = parse(text) as { datasources: Record<string, unknown>[] };
    expect(datasources).toMatchObject([
      { uid: 'sekisho', type: 'grafana-clickhouse-datasource', editable: false },
    ]);
    const [source] = datasources;
    expect(source?.['secureJsonData']).toEqual({ password: '$'.concat('{CLICKHOUSE_PASSWORD}') });
    expect(source?.['jsonData']).toMatchObject({ defaultDatabase: 'analyst' });
  });

  it('has dashboards that nobody changes there', () => {
    const { providers } = parse(read('dashboards/sekisho.yaml')) as { providers: unknown[] };
    expect(providers).toMatchObject([{ type: 'file', allowUiUpdates: false }]);
  });
});
