import { DASHBOARDS, type DashboardName } from './dashboards.ts';
import { DATASOURCE, DATASOURCE_TYPE, panelOf } from './grafana-panel.ts';
import type { Question } from './question.ts';

/** What Grafana reads from a file: nothing that names an installation. */
export function grafanaDashboard(name: DashboardName, questions: readonly Question[]) {
  const { title, titleJa, since } = DASHBOARDS[name];
  return {
    uid: `sekisho-${name}`,
    title: `${title} / ${titleJa}`,
    tags: ['sekisho'],
    schemaVersion: 39,
    version: 1,
    editable: false,
    graphTooltip: 1,
    timezone: 'browser',
    time: { from: `now-${since}`, to: 'now' },
    refresh: name === 'now' || name === 'blind' ? '1m' : '',
    templating: { list: [datasourceVariable(), serviceVariable()] },
    annotations: { list: [] },
    links: [
      {
        type: 'dashboards',
        title: 'Sekisho',
        tags: ['sekisho'],
        asDropdown: true,
        keepTime: false,
      },
    ],
    panels: questions.map(panelOf),
  };
}

function datasourceVariable() {
  return { name: 'datasource', label: 'Store', type: 'datasource', query: DATASOURCE_TYPE };
}

// Those of whom something was decided: to list those of all calls would read them all.
function serviceVariable() {
  return {
    name: 'service',
    label: 'Service',
    type: 'query',
    datasource: DATASOURCE,
    query: 'select distinct service from alert order by service',
    refresh: 1,
    multi: true,
    includeAll: true,
    current: { text: ['All'], value: ['$__all'] },
  };
}
