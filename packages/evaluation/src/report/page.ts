import type { Evaluation } from '../evaluation.ts';
import { delayPlot } from './delay-plot.ts';
import { escaped } from './escape.ts';
import { frontierPlot } from './frontier-plot.ts';
import type { ReportTable } from './report-table.ts';
import { shapesPlot } from './shapes-plot.ts';
import { tablesOf } from './tables.ts';

const STYLE = `
:root{color-scheme:light dark;--ink:#111827;--soft:#6b7280;--rule:#e5e7eb;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e5e7eb;--soft:#9ca3af;--rule:#374151;--paper:#111827}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;max-width:72rem;padding:1rem}
p{color:var(--soft);max-width:44rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid var(--rule);padding:.3rem .6rem;text-align:right;vertical-align:bottom}
td{white-space:nowrap}
th:first-child,td:first-child{text-align:left;position:sticky;left:0;background:var(--paper)}
figure{margin:1.5rem 0;max-width:40rem}
svg{width:100%;height:auto}
`;

/**
 * One page that needs nothing else: no script, no reference to the outside.
 * @param lines on what the evaluation was made
 * @param stopsOnly as in `tablesOf`
 */
export function pageOf(
  evaluation: Evaluation,
  lines: readonly string[],
  stopsOnly?: Evaluation,
): string {
  const { summaries } = evaluation;
  const plots = [frontierPlot(evaluation), delayPlot(summaries), shapesPlot(summaries)];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<title>Sekisho: evaluation</title>',
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<h1>Evaluation</h1>',
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...plots.map((plot) => `<figure>${plot}</figure>`),
    ...tablesOf(evaluation, stopsOnly).map(tableOf),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function tableOf({ title, note, head, rows }: ReportTable): string {
  const cells = (tag: 'th' | 'td', texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('')}</tr>`;
  return [
    `<h2>${escaped(title)}</h2>`,
    note === '' ? '' : `<p>${escaped(note)}</p>`,
    `<div class="wide"><table><thead>${cells('th', head)}</thead>`,
    `<tbody>${rows.map((row) => cells('td', row)).join('\n')}</tbody></table></div>`,
  ].join('\n');
}
