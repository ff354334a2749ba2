import { html } from 'hono/html';
import type { Html } from '../shown/html.ts';
import type { View } from '../web/env.ts';

/** What an action came to, after it has led back here. */
export function doneLine({ words }: View, done: string | undefined): Html {
  const texts: Readonly<Record<string, string>> = words.done;
  const text = done !== undefined && Object.hasOwn(texts, done) ? texts[done] : undefined;
  return text === undefined ? html`` : html`<p class="done" role="status">${text}</p>`;
}
