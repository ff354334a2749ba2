import { html } from 'hono/html';
import type { Html } from '../shown/html.ts';
import type { View } from '../web/env.ts';
import { codeOf, withinTime } from '../web/within-time.ts';

/** The engine may be held by a question of five seconds. */
const WITHIN_MS = 6000;

/** A part of a page that fails alone. */
export interface Panel {
  id: string;
  title: string;
  /** What shows it by itself. */
  at: string;
  body(): Promise<Html>;
}

export type OnFault = (error: unknown, part: string) => void;

/** Its content, or a code and a way to try again. */
export async function panel(
  view: View,
  { id, title, at, body }: Panel,
  onFault: OnFault,
): Promise<Html> {
  const content = await withinTime(WITHIN_MS, body()).catch((error: unknown) => {
    onFault(error, id);
    return panelFault(view, id, at, codeOf(error));
  });
  return html`<section class="panel" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>`;
}

function panelFault({ words, path }: View, id: string, at: string, code: string): Html {
  return html`<div class="fault"><p>${words.fault.panel(code)}</p><a class="button" href="${path}#${id}" hx-get="${at}" hx-target="#${id}" hx-swap="outerHTML">${words.fault.retry}</a></div>`;
}
