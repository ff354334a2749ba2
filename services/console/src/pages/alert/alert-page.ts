import { shownSubscriber } from '@sekisho/notices';
import { html } from 'hono/html';
import type { ConsoleOperations } from '../../operations.ts';
import type { Episode } from '../../read/episodes.ts';
import type { ConsoleReader } from '../../read/reader.ts';
import type { Html } from '../../shown/html.ts';
import type { View } from '../../web/env.ts';
import { withinTime } from '../../web/within-time.ts';
import { modeLine } from '../mode-line.ts';
import { type OnFault, type Panel, panel } from '../panel.ts';
import { alertActions } from './actions.ts';
import { callTable } from './calls.ts';
import { evidenceTables } from './evidence.ts';
import { pastList } from './history.ts';
import { sevenLines } from './seven-lines.ts';
import { timeline } from './timeline.ts';

export interface AlertParts {
  reader: ConsoleReader;
  operations: Pick<ConsoleOperations, 'caseFile'>;
  onFault: OnFault;
}

const SOON_MS = 3000;
const PANELS = ['actions', 'evidence', 'calls', 'history', 'timeline'] as const;
type PanelName = (typeof PANELS)[number];

/** One alert: decide in ten seconds, prove it later. */
export async function alertPage(view: View, episode: Episode, parts: AlertParts): Promise<Html> {
  const { words } = view;
  const [actions, ...others] = PANELS.map((name) => alertPanel(view, episode, name, parts));
  return html`<p class="crumb"><a href="/">← ${words.alert.back}</a></p>
<div class="title"><h1>${words.alert.title(shownSubscriber(episode.found.subscriber))}</h1>${modeLine(view)}</div>
<div hx-sse:connect="/events?alert=${episode.found.alertId}" hx-swap="none" hx-config="sse.pauseOnBackground:false"></div>
<div class="alert-page"><div class="main-column"><div id="seven" class="panel">${await linesNow(view, episode, parts)}</div>${others}</div><div class="side-column">${actions}</div></div>`;
}

/** The seven lines, with what can be told soon. */
export async function linesNow(
  view: View,
  episode: Episode,
  { reader, onFault }: Pick<AlertParts, 'reader' | 'onFault'>,
): Promise<Html> {
  const { subscriber } = episode.found;
  const soon = <T>(part: string, work: Promise<T>) =>
    withinTime(SOON_MS, work).catch((error: unknown) => {
      onFault(error, part);
      return undefined;
    });
  const [up, past] = await Promise.all([
    soon('calls-up', reader.callsUp([subscriber])),
    soon('past', reader.past(episode)),
  ]);
  return sevenLines(view, {
    episode,
    up: up === undefined ? undefined : (up.get(subscriber) ?? 0),
    past,
  });
}

/** @returns nothing for a name that no panel has */
export function panelNamed(name: string): PanelName | undefined {
  return PANELS.find((each) => each === name);
}

export function alertPanel(
  view: View,
  episode: Episode,
  name: PanelName,
  parts: AlertParts,
): Promise<Html> {
  const { alertId } = episode.found;
  const body = BODIES[name];
  const title = view.words.alert.panels[name];
  const shown: Panel = {
    id: name,
    title,
    at: `/a/${alertId}/${name}`,
    body: () => body(view, episode, parts),
  };
  return panel(view, shown, parts.onFault);
}

type Body = (view: View, episode: Episode, parts: AlertParts) => Promise<Html>;

const BODIES: Readonly<Record<PanelName, Body>> = {
  actions: async (view, episode, { reader }) => {
    const { restriction, found } = episode;
    const [verdicts, undoableUntil] = await Promise.all([
      reader.verdicts(found.alertId),
      restriction === null ? undefined : reader.undoableUntil(restriction),
    ]);
    return alertActions(view, { episode, verdicts, undoableUntil });
  },
  evidence: async (view, { found }, { reader }) =>
    evidenceTables(view, await reader.evidence(found.alertId)),
  calls: async (view, { found }, { reader }) => callTable(view, await reader.calls(found.alertId)),
  history: async (view, episode, { reader }) => pastList(view, await reader.past(episode)),
  timeline: async (view, { found }, { reader, operations }) => {
    const [steps, verdicts, file] = await Promise.all([
      reader.steps(found.alertId),
      reader.verdicts(found.alertId),
      operations.caseFile(found.caseId),
    ]);
    return timeline(view, { steps, verdicts, file });
  },
};
