import { html } from 'hono/html';
import type { AlertEvidence } from '../../read/alert-evidence.ts';
import { figure } from '../../shown/figures.ts';
import type { Html } from '../../shown/html.ts';
import { ageOf } from '../../shown/time.ts';
import type { View } from '../../web/env.ts';
import { ruleName } from '../queue.ts';
import { rowsOf } from '../rows.ts';

const MOST = 8;

/** What was seen beside what is usual, with the points that it gave. */
export function evidenceTables({ words, language }: View, { rules, pieces }: AlertEvidence): Html {
  const { evidence } = words.alert;
  const most = Math.max(...pieces.map(({ points }) => points), 1);
  const weighed = rowsOf({
    caption: evidence.pieces,
    most: MOST,
    more: words.alert.others,
    columns: [
      { title: evidence.name, kind: 'name' },
      { title: evidence.observed, kind: 'number' },
      { title: evidence.usual, kind: 'number' },
      { title: evidence.points, kind: 'number points' },
    ],
    rows: pieces.map(({ name, observed, usual, points }) => [
      html`${name}`,
      html`<b>${figure(observed)}</b>`,
      html`${figure(usual)}`,
      html`<meter min="0" max="${most}" value="${points}" aria-hidden="true"></meter> ${figure(points)}`,
    ]),
  });
  const fired = rowsOf({
    caption: evidence.rules,
    columns: [
      { title: evidence.rule, kind: 'name' },
      { title: evidence.observed, kind: 'number' },
      { title: evidence.threshold, kind: 'number' },
      { title: evidence.window, kind: 'number' },
    ],
    rows: rules.map(({ rule, observed, threshold, windowSec }) => [
      html`${ruleName(rule, words)}`,
      html`<b>${figure(observed)}</b>`,
      html`${figure(threshold)}`,
      html`${ageOf(windowSec * 1000, language)}`,
    ]),
  });
  return html`${fired}${pieces.length === 0 ? html`<p class="quiet">${evidence.none}</p>` : weighed}`;
}
