import { html } from 'hono/html';
import type { ConsoleStatus, SwitchBars } from '../operations.ts';
import type { Html } from '../shown/html.ts';
import { shortTime, timeOf } from '../shown/time.ts';
import type { View } from '../web/env.ts';
import { modeText } from './mode-line.ts';

/** An answer, or the code of what kept it away. */
export type Asked<T> = { value: T; code: null } | { value: undefined; code: string };

export interface HealthPage {
  status: Asked<ConsoleStatus>;
  actual: Asked<SwitchBars>;
  lastRecord: Asked<number | null>;
  problems: Readonly<Record<string, string>>;
}

/** Can we see, can we act: shown with every dependency down. */
export function healthPage(view: View, page: HealthPage): Html {
  const { health } = view.words;
  return html`<div class="title"><h1>${health.title}</h1></div>
<div class="answers">${seeCard(view, page)}${actCard(view, page)}</div>
${problemList(view, page)}
<dl class="facts">${facts(view, page).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

type Answer = 'yes' | 'no' | 'partly' | 'unknown';
const TONES = { yes: 'good', no: 'bad', partly: 'care', unknown: 'bad' } as const;

function card(view: View, question: string, answer: Answer, why: Html | string): Html {
  return html`<section class="answer ${TONES[answer]}"><h2>${question}</h2><p class="large">${view.words.health[answer]}</p><p>${why}</p></section>`;
}

function seeCard(view: View, { lastRecord }: HealthPage): Html {
  const { words, sight, now, language } = view;
  const last =
    lastRecord.code !== null
      ? words.queue.recordUnknown(lastRecord.code)
      : lastRecord.value === null
        ? words.queue.noRecord
        : html`${words.health.lastRecord}: ${timeOf(lastRecord.value, now, language)}`;
  const isKnown = sight.problem === null && lastRecord.code === null;
  const isBlind = sight.alarms.length > 0 || lastRecord.value === null;
  return card(view, words.health.see, !isKnown ? 'unknown' : isBlind ? 'no' : 'yes', last);
}

function actCard(view: View, { status, actual }: HealthPage): Html {
  const { words, mode } = view;
  const target = targetLine(view, actual);
  if (status.code !== null)
    return card(view, words.health.act, 'unknown', words.fault.panel(status.code));
  const { ledgerProblem, process, holds } = status.value;
  if (
    ledgerProblem !== null ||
    process === null ||
    (actual.value?.problem ?? null) !== null ||
    actual.code !== null
  ) {
    return card(view, words.health.act, 'no', html`${ledgerProblem ?? ''} ${target}`);
  }
  const isFull = mode.enforced.length > 0 && mode.target !== 'dry-run' && holds.length === 0;
  return card(view, words.health.act, isFull ? 'yes' : 'partly', html`${modeText(view)}`);
}

function targetLine({ words }: View, actual: Asked<SwitchBars>): string {
  if (actual.code !== null) return words.fault.panel(actual.code);
  const { target, problem } = actual.value;
  return problem === null
    ? `${target}: ${words.health.answers}`
    : words.restrictions.switchUnknown(target, problem);
}

function problemList(view: View, { problems }: HealthPage): Html {
  const { words } = view;
  const found = Object.entries(problems).map(
    ([check, problem]) => html`<li><b>${check}</b>: ${problem}</li>`,
  );
  if (found.length === 0) return html``;
  return html`<section class="problems"><h2>${words.health.problems}</h2><ul>${found}</ul></section>`;
}

function facts(view: View, page: HealthPage): [string, Html | string][] {
  const { health } = view.words;
  const rows: [string, Html | string][] = [
    [health.enforcement, modeText(view)],
    [health.target, targetLine(view, page.actual)],
  ];
  const { status } = page;
  if (status.code !== null) return [...rows, [health.process, view.words.fault.panel(status.code)]];
  return [...rows, ...statusFacts(view, status.value)];
}

function statusFacts(view: View, status: ConsoleStatus): [string, Html | string][] {
  const { words, now, language } = view;
  const { health } = words;
  const { process, records, alerts, holds, restrictions, ledgerProblem } = status;
  const states: Readonly<Record<string, string>> = words.states;
  const counts = Object.entries(restrictions).map(([state, n]) => `${states[state] ?? state} ${n}`);
  const holdTexts = holds.map(({ service, by, reason }) =>
    health.hold(service === '*' ? words.mode.all : service, by, reason),
  );
  return [
    [health.ledger, ledgerProblem ?? health.fine],
    [health.stored, records.stored.toLocaleString('en')],
    [health.waiting, records.waiting.toLocaleString('en')],
    [
      health.newest,
      records.newestAt === null ? health.never : timeOf(records.newestAt, now, language),
    ],
    [
      health.alerts,
      html`${alerts.open} <span class="quiet">${health.alertsDay(alerts.openedInADay)}</span>`,
    ],
    [health.restrictions, counts.join(', ') || health.none],
    [health.holds, holdTexts.join('; ') || health.noHolds],
    [
      health.process,
      process === null
        ? health.notRunning
        : health.running(process.pid, shortTime(process.startedAt, now)),
    ],
    ...(process === null ? [] : rulesFacts(view, process)),
  ];
}

function rulesFacts(
  { words: { health } }: View,
  process: NonNullable<ConsoleStatus['process']>,
): [string, Html | string][] {
  const { rules, candidateRules } = process;
  const candidate = candidateRules === null ? '' : html`, ${health.candidate(candidateRules)}`;
  return [[health.rules, html`<code>${rules}</code>${candidate}`]];
}
