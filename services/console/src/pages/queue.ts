import { shownSubscriber } from '@sekisho/notices';
import { html } from 'hono/html';
import type { Episode, Queue } from '../read/episodes.ts';
import { countryName, figure, yen, yenPerMinute } from '../shown/figures.ts';
import type { Html } from '../shown/html.ts';
import { severityMark } from '../shown/severity.ts';
import { standOf } from '../shown/stand.ts';
import { ageOf, relativeTime, shortTime } from '../shown/time.ts';
import type { View } from '../web/env.ts';
import { mayDo } from '../web/may.ts';
import { modeLine } from './mode-line.ts';

export interface QueuePage {
  queue: Queue;
  /** By subscriber; nothing where that cannot be told. */
  up: ReadonlyMap<string, number> | undefined;
  /** Epoch ms; asked where nothing is open. */
  lastRecord: { at: number | null; problem: string | null };
}

const MOST_COUNTRIES = 3;

export function queuePage(view: View, page: QueuePage): Html {
  const { words } = view;
  const { episodes } = page.queue;
  return html`<div class="title"><h1>${words.queue.title}</h1>${modeLine(view)}</div>
<div hx-sse:connect="/events" hx-swap="none" hx-config="sse.pauseOnBackground:false"><span id="live-ids" hidden></span></div>
<a id="new-rows" class="pill" href="/" data-text="${words.queue.newRows}" role="status" hidden></a>
${episodes.length === 0 ? emptyState(view, page) : queueTable(view, page)}`;
}

function queueTable(view: View, { queue: { episodes }, up }: QueuePage): Html {
  const { queue } = view.words;
  const titles = Object.values(queue.columns).map((title) => html`<th scope="col">${title}</th>`);
  return html`<table class="rows queue"><caption>${queue.count(episodes.length)}</caption>
<thead><tr>${titles}</tr></thead>
<tbody>${episodes.map((episode) => row(view, episode, up))}</tbody></table>`;
}

/** A cell of a row that changes while it is shown, by its name. */
export type LiveCell = 'state' | 'cost' | 'up' | 'to' | 'why' | 'owner';

/** Where a row's cell is found in the page. */
export function cellId(caseId: string, cell: LiveCell): string {
  return `${caseId}-${cell}`;
}

function row(view: View, episode: Episode, up: QueuePage['up']): Html {
  const { found } = episode;
  const { columns, ackLabel, ack } = view.words.queue;
  const cells = liveCells(view, episode, up);
  const cell = (name: LiveCell, title: string, kind = '') =>
    html`<td class="${name} ${kind}" data-title="${title}" id="${cellId(found.caseId, name)}">${cells[name]}</td>`;
  const subscriber = shownSubscriber(found.subscriber);
  return html`<tr id="row-${found.caseId}" data-case="${found.caseId}">
${cell('state', columns.state)}
<td class="who-cell" data-title="${columns.subscriber}"><a class="open" href="/a/${found.alertId}">${subscriber}</a> <span class="quiet">${found.service}</span></td>
${cell('cost', columns.cost, 'number')}${cell('up', columns.up, 'number')}${cell('to', columns.countries)}${cell('why', columns.reason)}
<td class="age number" data-title="${columns.age}"><time datetime="${new Date(found.openedAt).toISOString()}" data-age>${ageOf(view.now - found.openedAt, view.language)}</time></td>
<td class="owner-cell" data-title="${columns.owner}"><span id="${cellId(found.caseId, 'owner')}">${cells.owner}</span>
${found.acknowledgedBy === null && mayDo(view, 'cases.work', found.service) ? html`<form method="post" action="/a/${found.alertId}/ack"><input type="hidden" name="back" value="/"><button class="small" aria-label="${ackLabel(subscriber)}">${ack}</button></form>` : ''}</td>
</tr>`;
}

/** What stands in the cells that change. */
export function liveCells(
  view: View,
  episode: Episode,
  up: ReadonlyMap<string, number> | undefined,
): Record<LiveCell, Html> {
  const { found } = episode;
  const { facts, subscriber, acknowledgedBy } = found;
  const { queue } = view.words;
  const stand = standOf(episode, view);
  const severity = facts?.severity ?? episode.restriction?.severity ?? 'warning';
  const calls = up?.get(subscriber) ?? 0;
  return {
    state: html`<span class="stand ${stand.tone}">${stand.word}</span> ${severityMark(severity, view.words)}`,
    cost:
      facts === null
        ? html`–`
        : html`<b>${yen(facts.costMilliYen / 1000)}</b> <span class="quiet">${queue.perMinute(yenPerMinute(facts))}</span>`,
    up:
      up === undefined
        ? html`<span title="${queue.upUnknown}">?</span>`
        : html`<span class="${calls > 0 ? 'up-now' : 'quiet'}" title="${queue.callsUp(calls)}">${calls}</span>`,
    to: html`${countriesOf(facts?.countries ?? [], view)}`,
    why: html`${reasonOf(episode, view)}`,
    owner:
      acknowledgedBy === null
        ? html`<span class="quiet">${queue.nobody}</span>`
        : html`${acknowledgedBy}`,
  };
}

export function countriesOf(keys: readonly string[], { language, words }: View): string {
  const shown = keys.slice(0, MOST_COUNTRIES).map((key) => countryName(key, language));
  const more = keys.length - shown.length;
  return [...shown, ...(more > 0 ? [words.queue.more(more)] : [])].join(
    language === 'ja' ? '、' : ', ',
  );
}

/** The finding that lies farthest above its threshold. */
export function reasonOf({ found, restriction }: Episode, { words }: View): string {
  const findings = found.facts?.findings ?? [];
  const top = findings.toSorted((a, b) => b.observed / b.threshold - a.observed / a.threshold)[0];
  if (top === undefined) return restriction?.rules.join(', ') ?? '';
  return words.queue.reason(ruleName(top.rule, words), figure(top.observed), figure(top.threshold));
}

/** Quiet, or blind: never a blank list. */
function emptyState(view: View, { queue, lastRecord }: QueuePage): Html {
  const { words, sight, now, language } = view;
  const isBlind = sight.problem !== null || sight.alarms.length > 0 || lastRecord.at === null;
  const since =
    queue.quietSince === null
      ? words.queue.quietNever
      : words.queue.quiet(shortTime(queue.quietSince, now));
  const last =
    lastRecord.problem !== null
      ? words.queue.recordUnknown(lastRecord.problem)
      : lastRecord.at === null
        ? words.queue.noRecord
        : words.queue.lastRecord(relativeTime(lastRecord.at, now, language));
  return html`<div class="empty ${isBlind ? 'blind' : 'calm'}"><p class="large">${isBlind ? words.queue.blind : since}</p><p>${last}</p></div>`;
}

/** The rule that weighs evidence shows as what it is: a score. */
export function ruleName(rule: string, { queue }: View['words']): string {
  return rule === 'evidence' ? queue.evidence : rule;
}
