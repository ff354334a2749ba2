import type { HistoryStep, Verdict } from '@sekisho/ledger';
import { NOC_WORDS } from '@sekisho/notices';
import { html } from 'hono/html';
import type { ConsoleCaseFile } from '../../operations.ts';
import type { Html } from '../../shown/html.ts';
import { shortTime, timeOf } from '../../shown/time.ts';
import type { View } from '../../web/env.ts';

export interface Timeline {
  steps: readonly HistoryStep[];
  verdicts: readonly Verdict[];
  file: ConsoleCaseFile;
}

interface Happened {
  at: number;
  what: string;
  by?: string;
  why?: string;
}

/** What was done, by whom and why, the newest first. */
export function timeline(view: View, all: Timeline): Html {
  const { words, now, language } = view;
  const happened = happenings(view, all).sort((a, b) => b.at - a.at);
  const lines = happened.map(({ at, what, by, why }) => {
    const who =
      by === undefined
        ? ''
        : html` <span class="quiet">${words.timeline.by(by === 'auto' ? words.timeline.auto : by)}</span>`;
    const reason = why === undefined || why === '' ? '' : html`<p class="quiet">${why}</p>`;
    return html`<li>${timeOf(at, now, language)} <span>${what}</span>${who}${reason}</li>`;
  });
  return html`<ol class="timeline">${lines}</ol>`;
}

function happenings(view: View, { steps, verdicts, file }: Timeline): Happened[] {
  const { words, now } = view;
  const { timeline: texts, states } = words;
  const audience: Readonly<Record<string, string>> = texts.audience;
  const { reasons } = NOC_WORDS[view.language];
  const stateNames: Readonly<Record<string, string>> = states;
  return [
    { at: file.found.openedAt, what: texts.opened },
    ...steps.map(({ at, by, toState, until, reason, detail }) => ({
      at,
      by,
      what: texts.state(stateNames[toState] ?? toState, shortTime(until, now)),
      why: typeof detail['reason'] === 'string' ? detail['reason'] : (reasons[reason] ?? ''),
    })),
    ...verdicts.map(({ at, by, verdict, reason }) => ({
      at,
      by,
      what: texts.verdict(words.act.verdicts[verdict]),
      why: reason,
    })),
    ...file.contacts.map(({ at, by, how, outcome, note }) => ({
      at,
      by,
      what: texts.contact(how, outcome),
      why: note,
    })),
    ...file.notices.map(({ at, audience: to, kind, state }) => ({
      at,
      what: texts.notice(audience[to] ?? to, texts.kinds[kind], texts.ends[state]),
    })),
  ];
}
