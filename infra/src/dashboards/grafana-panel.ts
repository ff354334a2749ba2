import type { Question } from './question.ts';

/** Of Grafana's own data source plugin for ClickHouse. */
export const DATASOURCE_TYPE = 'grafana-clickhouse-datasource';
export const DATASOURCE = { type: DATASOURCE_TYPE, uid: '$datasource' } as const;

const UNITS = { yen: 'currencyJPY', seconds: 's', count: 'short', mixed: 'none' } as const;

// A table's columns tell their unit by how their names end.
const COLUMNS = [
  ['/_jpy(_per_min)?$/', 'currencyJPY'],
  ['/_sec$/', 's'],
  ['/(^|_)(share|precision|low|high)$/', 'percentunit'],
  ['/_bytes$/', 'bytes'],
  ['/_ms$/', 'ms'],
] as const;

const HEIGHT = 9;

/** A question as a panel as wide as the screen, below those before it. */
export function panelOf(question: Question, index: number) {
  const isCurve = question.panel === 'timeseries';
  return {
    id: index + 1,
    type: question.panel,
    title: `${question.title} / ${question.titleJa}`,
    description: `${question.question}\n\n${question.questionJa}`,
    datasource: DATASOURCE,
    gridPos: { x: 0, y: index * HEIGHT, w: 24, h: HEIGHT },
    fieldConfig: {
      defaults: { unit: UNITS[question.unit], ...(isCurve && { custom: { spanNulls: false } }) },
      overrides: isCurve ? [] : COLUMNS.map(unitOverride),
    },
    options: isCurve
      ? { legend: { displayMode: 'list', placement: 'bottom', showLegend: true } }
      : { showHeader: true },
    targets: [
      {
        refId: 'A',
        datasource: DATASOURCE,
        editorType: 'sql',
        queryType: isCurve ? 'timeseries' : 'table',
        format: isCurve ? 0 : 1,
        rawSql: question.sql,
      },
    ],
  };
}

function unitOverride([options, value]: (typeof COLUMNS)[number]) {
  return {
    matcher: { id: 'byRegexp', options },
    properties: [{ id: 'unit', value }],
  };
}
