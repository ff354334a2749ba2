import { html } from 'hono/html';
import type { Past } from '../../read/past.ts';
import type { Html } from '../../shown/html.ts';
import { shortTime } from '../../shown/time.ts';
import type { View } from '../../web/env.ts';

/** What the subscriber's line went through before. */
export function pastList({ words, now }: View, { restrictions }: Past): Html {
  if (restrictions.length === 0) return html`<p class="quiet">${words.alert.noPast}</p>`;
  const lines = restrictions.map(({ at, state, decidedBy, alertId, kind }) => {
    const by = decidedBy === 'auto' ? words.timeline.auto : decidedBy;
    const text = words.alert.past(shortTime(at, now), words.states[state], by);
    return kind === 'request'
      ? html`<li>${text} ${words.restrictions.request}</li>`
      : html`<li><a href="/a/${alertId}">${text}</a></li>`;
  });
  return html`<ul>${lines}</ul>`;
}
