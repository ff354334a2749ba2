import { DASHBOARDS } from './dashboards.ts';
import { expandMacros } from './expand-macros.ts';
import type { Question } from './question.ts';
import { quoted } from './scope.ts';

// The page gives a query how far back to look, and the seconds between two points.
const SCOPE = {
  from: '(now() - {seconds:UInt32})',
  until: 'now()',
  interval: '{rounding:UInt32}',
  variables: {},
} as const;

/** The curves as rows for the page `/dashboard` that ClickHouse serves itself. */
export function pageRows(questions: readonly Question[]): string {
  const rows = questions.filter(({ panel }) => panel === 'timeseries').map(rowOf);
  return `-- Made by npm run dashboards; do not edit.
-- For the page /dashboard of a server: select title, query from default.dashboards
create or replace view default.dashboards as
select *
from values(
  'dashboard String, title String, query String',
${rows.join(',\n')}
);
`;
}

function rowOf(question: Question): string {
  const { dashboard, title } = question;
  const texts = ['Sekisho', `${DASHBOARDS[dashboard].title}: ${title}`, pageQuery(question)];
  return `  (${texts.map(quoted).join(', ')})`;
}

// The page wants the time as a number, in a column t.
function pageQuery(question: Question): string {
  return `select toUInt32(time) as t, * except (time) from (${expandMacros(question, SCOPE)})`;
}
