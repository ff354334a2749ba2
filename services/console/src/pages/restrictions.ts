import type { Restriction } from '@sekisho/ledger';
import { shownSubscriber } from '@sekisho/notices';
import { html } from 'hono/html';
import type { SwitchBars } from '../operations.ts';
import type { Html } from '../shown/html.ts';
import { shortTime, timeOf } from '../shown/time.ts';
import type { View } from '../web/env.ts';
import { mayDo } from '../web/may.ts';
import { isReleasable } from './alert/actions.ts';
import { modeLine } from './mode-line.ts';
import { ruleName } from './queue.ts';
import { rowsOf } from './rows.ts';

/** How a restriction and the switch agree. */
type Agreement = 'on' | 'off' | 'unknown' | 'drift-off' | 'drift-on';

export interface RestrictionsPage {
  bars: readonly Restriction[];
  actual: SwitchBars;
}

/** What is barred, whether that is so on the switch, and when it ends; what differs first. */
export function restrictionsPage(view: View, page: RestrictionsPage): Html {
  const { words } = view;
  const { bars, actual } = page;
  const known = new Set(bars.map(({ restrictionId }) => restrictionId));
  const foreign = actual.held.filter(({ key }) => !known.has(key));
  const judged = bars.map((bar) => ({ bar, agrees: agreementOf(bar, actual) }));
  const driftFirst = judged.toSorted(
    (a, b) => Number(isDrift(b.agrees)) - Number(isDrift(a.agrees)),
  );
  return html`<div class="title"><h1>${words.restrictions.title}</h1>${modeLine(view)}</div>
<p class="${actual.problem === null ? 'quiet' : 'warn'}">${readLine(view, actual)}</p>
${foreignList(view, foreign)}
${bars.length === 0 ? html`<div class="empty calm"><p class="large">${words.restrictions.waits}</p></div>` : barTable(view, driftFirst)}`;
}

function readLine({ words, now, mode }: View, { target, problem }: SwitchBars): Html {
  if (problem !== null) return html`${words.restrictions.switchUnknown(target, problem)}`;
  const note = mode.target === 'dry-run' ? html` ${words.restrictions.dryRunNote}` : '';
  return html`${words.restrictions.switchRead(target, shortTime(now, now))}${note}`;
}

function foreignList({ words, now }: View, held: SwitchBars['held']): Html {
  if (held.length === 0) return html``;
  const lines = held.map(
    ({ key, until }) =>
      html`<li><code>${key}</code> ${words.restrictions.foreignUntil(shortTime(until, now))}</li>`,
  );
  return html`<div class="drift-box"><strong>${words.restrictions.drift}</strong> ${words.restrictions.foreign}<ul>${lines}</ul></div>`;
}

/** A bar under way is neither right nor wrong yet. */
function agreementOf(
  { restrictionId, state }: Restriction,
  { held, problem }: SwitchBars,
): Agreement {
  if (problem !== null) return 'unknown';
  const isHeld = held.some(({ key }) => key === restrictionId);
  if (state === 'applied') return isHeld ? 'on' : 'drift-off';
  if (state === 'proposed' || state === 'failed') return isHeld ? 'drift-on' : 'off';
  return isHeld ? 'on' : 'off';
}

function isDrift(agrees: Agreement): boolean {
  return agrees === 'drift-on' || agrees === 'drift-off';
}

interface Judged {
  bar: Restriction;
  agrees: Agreement;
}

function barTable(view: View, judged: readonly Judged[]): Html {
  const { columns } = view.words.restrictions;
  return rowsOf({
    caption: view.words.restrictions.title,
    isCaptionHidden: true,
    columns: [
      { title: columns.wanted, kind: 'state' },
      { title: columns.actual, kind: 'actual' },
      { title: columns.subscriber, kind: 'who-cell' },
      { title: columns.until },
      { title: columns.why, kind: 'why' },
      { title: columns.act, kind: 'release' },
    ],
    rows: judged.map((each) => rowOf(view, each)),
  });
}

function rowOf(view: View, { bar, agrees }: Judged): Html[] {
  const { words, now, language, mode } = view;
  const { restrictionId, alertId, service, state, until, problem, at, decidedBy, rules, kind } =
    bar;
  const subscriber = shownSubscriber(bar.subscriber);
  const by = decidedBy === 'auto' ? words.timeline.auto : decidedBy;
  const why =
    kind === 'request'
      ? words.restrictions.request
      : rules.map((rule) => ruleName(rule, words)).join(', ');
  const isBarred = state === 'applied' && mode.target !== 'dry-run';
  const tone = isBarred ? 'barred' : state === 'failed' || state === 'proposed' ? 'open' : 'moving';
  return [
    html`<span class="stand ${tone}">${words.states[state]}</span>`,
    actualCell(view, agrees),
    html`${alertId === '' ? subscriber : html`<a href="/a/${alertId}">${subscriber}</a>`} <span class="quiet">${service}</span>`,
    timeOf(until, now, language),
    html`${words.restrictions.decided(by, shortTime(at, now))} <span class="quiet">${why}</span>${problem === null ? '' : html`<p class="warn">${problem}</p>`}`,
    isReleasable(bar) && mayDo(view, 'restrictions.release', service)
      ? releaseForm(view, restrictionId, subscriber, state)
      : html``,
  ];
}

function actualCell({ words: { restrictions } }: View, agrees: Agreement): Html {
  const text = {
    on: restrictions.on,
    'drift-on': restrictions.on,
    off: restrictions.off,
    'drift-off': restrictions.off,
    unknown: restrictions.unknown,
  }[agrees];
  return isDrift(agrees)
    ? html`<strong class="drift">${restrictions.drift}</strong> ${text}`
    : html`${text}`;
}

function releaseForm(
  { words }: View,
  id: string,
  subscriber: string,
  state: Restriction['state'],
): Html {
  const title = state === 'proposed' ? words.act.decline : words.act.release;
  return html`<details><summary>${title}</summary><form method="post" action="/r/${id}/release" class="inline">
<input type="hidden" name="back" value="/restrictions">
<label class="wide"><span class="hidden">${words.restrictions.reasonLabel(subscriber)}</span><input name="reason" required maxlength="1000" autocomplete="off" placeholder="${words.act.reason}"></label>
<button>${title}</button></form></details>`;
}
