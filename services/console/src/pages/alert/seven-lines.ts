import { shownSubscriber } from '@sekisho/notices';
import { html } from 'hono/html';
import type { Episode } from '../../read/episodes.ts';
import type { Past } from '../../read/past.ts';
import { minutesOf, yen, yenPerMinute } from '../../shown/figures.ts';
import type { Html } from '../../shown/html.ts';
import { severityMark } from '../../shown/severity.ts';
import { standOf } from '../../shown/stand.ts';
import { timeOf } from '../../shown/time.ts';
import type { View } from '../../web/env.ts';
import { countriesOf, reasonOf } from '../queue.ts';

export interface SevenLines {
  episode: Episode;
  /** Calls up; nothing where that cannot be told. */
  up: number | undefined;
  past: Past | undefined;
}

/** What one must know at three in the morning, in the order in which one asks. */
export function sevenLines(view: View, lines: SevenLines): Html {
  const { words } = view;
  const { episode } = lines;
  const { found } = episode;
  const stand = standOf(episode, view);
  const severity = found.facts?.severity ?? episode.restriction?.severity ?? 'warning';
  return html`<dl class="seven">
<div class="did"><dt>${words.alert.did}</dt><dd><span class="stand ${stand.tone}">${stand.word}</span> ${severityMark(severity, words)}</dd></div>
<div><dt>${words.alert.who}</dt><dd>${who(view, episode)}</dd></div>
<div><dt>${words.alert.bad}</dt><dd>${howBad(view, lines)}</dd></div>
<div><dt>${words.alert.what}</dt><dd>${what(view, episode)}</dd></div>
<div><dt>${words.alert.why}</dt><dd>${reasonOf(episode, view)} ${found.facts === null ? '' : html`<span class="quiet">${words.alert.score(found.facts.score)}</span>`}</dd></div>
<div><dt>${words.alert.before}</dt><dd>${before(view, lines.past)}</dd></div>
<div><dt>${words.alert.next}</dt><dd>${words.alert.nextText[stand.next]}</dd></div>
</dl>`;
}

function who({ words, now, language }: View, { found }: Episode): Html {
  const { customer, service, subscriber, acknowledgedBy, openedAt } = found;
  const owner = acknowledgedBy === null ? '' : html` · ${words.alert.owner(acknowledgedBy)}`;
  return html`<b>${shownSubscriber(subscriber)}</b> ${service}${customer === '' ? '' : html` · ${words.alert.customer(customer)}`} · ${timeOf(openedAt, now, language)}${owner}`;
}

function howBad({ words }: View, { episode: { found }, up }: SevenLines): Html {
  const calls = up === undefined ? words.queue.upUnknown : words.queue.callsUp(up);
  const kind = up !== undefined && up > 0 ? 'up-now' : 'quiet';
  const cost =
    found.facts === null
      ? html`–`
      : html`<b>${yen(found.facts.costMilliYen / 1000)}</b> (+${words.queue.perMinute(yenPerMinute(found.facts))})`;
  return html`${cost} · <span class="${kind}">${calls}</span>`;
}

function what(view: View, { found: { facts } }: Episode): Html {
  if (facts === null) return html`–`;
  const { alert } = view.words;
  const calls = alert.calls(facts.calls, String(minutesOf(facts)));
  return html`${calls} · ${alert.to(countriesOf(facts.countries, view))}`;
}

function before({ words }: View, past: Past | undefined): string {
  if (past === undefined) return '–';
  const { lastVerdict, bars } = past;
  const verdicts: Readonly<Record<string, string>> = words.act.verdicts;
  return words.alert.beforeText(verdicts[lastVerdict] ?? lastVerdict, bars);
}
