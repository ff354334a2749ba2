import type { Restriction, Verdict } from '@sekisho/ledger';
import { shownSubscriber } from '@sekisho/notices';
import { html } from 'hono/html';
import type { Episode } from '../../read/episodes.ts';
import type { Html } from '../../shown/html.ts';
import { shortTime } from '../../shown/time.ts';
import type { View } from '../../web/env.ts';
import { mayDo } from '../../web/may.ts';

/** For how long one person bars a line, in hours. */
export const BAR_HOURS = [4, 12, 24] as const;

export interface AlertActions {
  episode: Episode;
  /** The newest first. */
  verdicts: readonly Verdict[];
  /** Epoch ms; nothing where nothing can be taken back. */
  undoableUntil: number | undefined;
}

/** As long as a decision by itself bars where nothing else is said. */
const USUAL_HOURS = 12;
const HOUR_MS = 3_600_000;

/** Each action is a form that works without a script and says its effect before. */
export function alertActions(view: View, actions: AlertActions): Html {
  const { episode, verdicts } = actions;
  return html`<div class="actions">${barForm(view, episode)}${releaseForm(view, episode.restriction, episode)}${undoForm(view, actions)}${takeForm(view, episode)}${verdictForm(view, episode, verdicts[0])}</div>`;
}

function barForm(view: View, { found, restriction }: Episode): Html {
  if (!mayDo(view, 'restrictions.bar', found.service)) return html``;
  const { words, now, mode } = view;
  const live = restriction !== null && ['applying', 'applied'].includes(restriction.state);
  if (restriction?.state === 'releasing') return html``;
  const buttons = BAR_HOURS.filter(
    (hours) => !live || now + hours * HOUR_MS > restriction.until,
  ).map(
    (hours) =>
      html`<button name="hours" value="${hours}" class="time ${hours === USUAL_HOURS && !live ? 'strong' : ''}"><b>${words.act.hours(hours)}</b> <span>${words.act.until(shortTime(now + hours * HOUR_MS, now))}</span></button>`,
  );
  if (buttons.length === 0) return html``;
  const subscriber = shownSubscriber(found.subscriber);
  const form = html`<form method="post" action="/a/${found.alertId}/bar" class="act">
<p>${words.act.barEffect(subscriber)} ${mode.target === 'dry-run' ? html`<strong>${words.act.barDry}</strong>` : words.act.barPlain}</p>
<label>${words.act.reasonBar} <input name="reason" maxlength="1000" autocomplete="off"></label>
<div class="buttons times">${buttons}</div></form>`;
  if (!live) return html`<fieldset><legend>${words.act.bar}</legend>${form}</fieldset>`;
  return html`<details class="act"><summary>${words.act.longer}</summary>${form}</details>`;
}

/** What can be released: a bar, one under way, or a proposal that is declined. */
export function isReleasable({ state }: Restriction): boolean {
  return ['proposed', 'applying', 'applied', 'failed'].includes(state);
}

function releaseForm(view: View, restriction: Restriction | null, { found }: Episode): Html {
  const { words } = view;
  if (restriction === null || !isReleasable(restriction)) return html``;
  if (!mayDo(view, 'restrictions.release', found.service)) return html``;
  const isProposal = restriction.state === 'proposed';
  const title = isProposal ? words.act.decline : words.act.release;
  const subscriber = shownSubscriber(found.subscriber);
  return html`<fieldset><legend>${title}</legend><form method="post" action="/r/${restriction.restrictionId}/release" class="act">
<input type="hidden" name="back" value="/a/${found.alertId}">
${isProposal ? '' : html`<p>${words.act.releaseEffect(subscriber)}</p>`}
<label>${words.act.reason} <input name="reason" required maxlength="1000" autocomplete="off"></label>
<div class="buttons"><button>${title}</button></div></form></fieldset>`;
}

function undoForm(view: View, { episode, undoableUntil }: AlertActions): Html {
  const { words, now } = view;
  const { restriction, found } = episode;
  if (restriction === null || undoableUntil === undefined) return html``;
  if (!mayDo(view, 'restrictions.release', found.service)) return html``;
  return html`<form method="post" action="/r/${restriction.restrictionId}/undo" class="act undo">
<input type="hidden" name="back" value="/a/${found.alertId}">
<p>${words.act.undoUntil(shortTime(undoableUntil, now))}</p>
<div class="buttons"><button>${words.act.undo}</button></div></form>`;
}

function takeForm(view: View, { found }: Episode): Html {
  const { words, person } = view;
  if (!mayDo(view, 'cases.work', found.service)) return html``;
  const { acknowledgedBy, alertId } = found;
  const owned = acknowledgedBy === null ? '' : html`<p>${words.act.owned(acknowledgedBy)}</p>`;
  if (acknowledgedBy !== null && acknowledgedBy === person?.subject) return html``;
  return html`<form method="post" action="/a/${alertId}/ack" class="act" id="take">${owned}<p class="quiet">${words.act.ackEffect}</p>
<div class="buttons"><button>${words.act.ack}</button></div></form>`;
}

function verdictForm(view: View, { found }: Episode, given: Verdict | undefined): Html {
  const { words } = view;
  if (!mayDo(view, 'verdicts.give', found.service)) return html``;
  const { verdicts, verdictHelp } = words.act;
  const choices = (['not-ours', 'ours', 'unsure'] as const).map(
    (verdict) =>
      html`<button name="verdict" value="${verdict}">${verdicts[verdict]} <span class="quiet">${verdictHelp[verdict]}</span></button>`,
  );
  const answered =
    given === undefined
      ? ''
      : html`<p><strong>${words.act.answered(verdicts[given.verdict], given.by)}</strong></p>`;
  return html`<fieldset><legend>${words.act.verdict}</legend><form method="post" action="/a/${found.alertId}/verdict" class="act">
${answered}<p class="quiet">${words.act.verdictEffect}</p>
<label>${words.act.reason} <input name="reason" required maxlength="1000" autocomplete="off"></label>
<div class="buttons">${choices}</div></form></fieldset>`;
}
