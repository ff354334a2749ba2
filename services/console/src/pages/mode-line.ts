import { html } from 'hono/html';
import type { Html } from '../shown/html.ts';
import type { View } from '../web/env.ts';

/** Whether lines are barred at all: whoever does not know that reads every state wrongly. */
export function modeLine(view: View): Html {
  return html`<p class="mode">${modeText(view)}</p>`;
}

export function modeText({ mode: { enforced, target }, words }: View): string {
  if (enforced.length === 0) return words.mode.shadow;
  const services = enforced.includes('*') ? words.mode.all : enforced.join(', ');
  return target === 'dry-run' ? words.mode.dryRun(services) : words.mode.bars(services, target);
}
