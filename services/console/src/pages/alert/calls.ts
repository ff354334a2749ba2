import { html } from 'hono/html';
import type { CallLine } from '../../read/calls.ts';
import { countryName, talkTime, yen } from '../../shown/figures.ts';
import type { Html } from '../../shown/html.ts';
import { timeOf } from '../../shown/time.ts';
import type { View } from '../../web/env.ts';
import { rowsOf } from '../rows.ts';

const MOST = 10;

/** The calls that counted, their numbers masked. */
export function callTable({ words, now, language }: View, calls: readonly CallLine[]): Html {
  const { callColumns: columns, noCalls, callsShown } = words.alert;
  if (calls.length === 0) return html`<p class="quiet">${noCalls}</p>`;
  return rowsOf({
    caption: callsShown(calls.length),
    most: MOST,
    more: words.alert.others,
    columns: [
      { title: columns.at },
      { title: columns.called, kind: 'masked' },
      { title: columns.country },
      { title: columns.prefix, kind: 'masked spare' },
      { title: columns.talk, kind: 'number' },
      { title: columns.cost, kind: 'number' },
    ],
    rows: calls.map((call) => [
      timeOf(call.startedAt, now, language),
      html`${call.calledMasked}`,
      html`${countryName(call.country, language)}`,
      html`${call.prefix}`,
      html`${talkTime(call.durationSec)}`,
      html`${yen(call.costJpy)}`,
    ]),
  });
}
