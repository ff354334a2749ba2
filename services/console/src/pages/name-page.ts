import { html } from 'hono/html';
import type { Html } from '../shown/html.ts';
import type { View } from '../web/env.ts';

/** Asks once who acts. */
export function namePage({ words, person }: View, back: string, isBad: boolean): Html {
  return html`<h1>${words.person.title}</h1><p>${words.person.why}</p>
<form method="post" action="/name" class="act narrow"><input type="hidden" name="back" value="${back}">
${isBad ? html`<p class="warn" role="alert">${words.person.bad}</p>` : ''}
<label>${words.person.label} <input name="name" required maxlength="100" autocomplete="name" value="${person?.name ?? ''}" autofocus></label>
<div class="buttons"><button class="strong">${words.person.keep}</button></div></form>`;
}
