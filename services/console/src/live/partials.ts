import { html } from 'hono/html';
import { sightBanner } from '../pages/layout.ts';
import { cellId, type LiveCell, liveCells } from '../pages/queue.ts';
import type { Html } from '../shown/html.ts';
import type { View } from '../web/env.ts';
import { maySee } from '../web/may.ts';
import type { FeedState } from './queue-feed.ts';

/** What replaces the content of an element, wherever it stands. */
function partial(id: string, content: Html | string): Html {
  return html`<hx-partial hx-target="#${id}" hx-swap="innerHTML">${content}</hx-partial>`;
}

export async function sightPartial(view: View): Promise<string> {
  return String(await partial('sight', sightBanner(view)));
}

export async function sevenPartial(lines: Html): Promise<string> {
  return String(await partial('seven', lines));
}

/** Which alerts are open now, and the cells of those that changed after `told`. */
export async function queuePartials(
  view: View,
  { rows, up }: FeedState,
  told: number,
): Promise<string> {
  const seen = [...rows.values()].filter(({ episode }) => maySee(view, episode));
  const open = partial('live-ids', seen.map(({ episode }) => episode.found.caseId).join(' '));
  const cells = seen
    .filter(({ changedAt }) => changedAt > told)
    .flatMap(({ episode }) =>
      Object.entries(liveCells(view, episode, up)).map(([name, content]) =>
        partial(cellId(episode.found.caseId, name as LiveCell), content),
      ),
    );
  return String(await html`${open}${cells}`);
}
