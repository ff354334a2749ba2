import { html } from 'hono/html';
import type { Html } from '../shown/html.ts';
import type { View } from '../web/env.ts';

/** What was refused or failed, with its code and what to do without the console. */
export function faultPage(
  { words }: View,
  fault: { text: string; code: string; detail?: string; command?: string; back: string },
): Html {
  const { text, code, detail, command, back } = fault;
  return html`<h1>${words.fault.title}</h1><div class="fault"><p>${text} <code>${code}</code></p>
${detail === undefined ? '' : html`<p class="quiet">${detail}</p>`}${command === undefined ? '' : html`<pre>${command}</pre>`}
<a class="button" href="${back}">${words.fault.back}</a></div>`;
}
