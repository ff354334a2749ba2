import { countryList } from './country-name.ts';
import { isOpen } from './desk-hours.ts';
import { abuseKindOf, type EpisodeFacts } from './episode-facts.ts';
import type { Language } from './language.ts';
import { clockText, countText, yenText } from './local-text.ts';
import { NOC_WORDS, type NocWords } from './noc-words.ts';
import type { NoticeText } from './notice-text.ts';
import type { ServiceProfile } from './service-profile.ts';
import { shownSubscriber } from './shown-subscriber.ts';

/** What Sekisho did about an episode, or why it did nothing. Times are epoch ms. */
export type NocAction =
  | { state: 'barred'; until: number }
  | { state: 'not-barred'; why: string }
  | { state: 'failed'; why: string }
  | { state: 'released' }
  | { state: 'ended' };

/** What a notice to the NOC is made of. */
export interface NocNotice {
  caseId: string;
  subscriber: string;
  service: string;
  /** For channels that stay in the house; `''` for none. */
  customerName: string;
  severity: 'warning' | 'critical';
  action: NocAction;
  facts: EpisodeFacts | undefined;
  /** The newest verdict before this episode; `''` for none. */
  lastVerdict: string;
  /** Bars of the subscriber in 90 days. */
  restrictionsBefore: number;
  /** How many times it was told already that nobody has taken it. */
  step: number;
  /** When the next step of the ladder comes, unless somebody acknowledges. */
  nextStepAt: number | undefined;
  /** Why it comes again; nothing the first time. */
  again: 'lapsed' | undefined;
  profile: ServiceProfile;
  /** Of the page about the case; `''` where there is none. */
  link: string;
  now: number;
}

const COUNTRIES_NAMED = 3;
const MINUTE_MS = 60_000;

/** Ten seconds of reading: what was done, to whom, how bad, what, why, what was before, what next. */
export function nocNotice(notice: NocNotice, language: Language): NoticeText {
  const words = NOC_WORDS[language];
  const action = actionText(notice, words);
  const how = notice.facts === undefined ? [] : [badLine(notice.facts, words)];
  const what = notice.facts === undefined ? [] : [callsLine(notice.facts, words, language)];
  const lines = [
    ...(notice.again === undefined ? [] : [words.again[notice.again]]),
    action,
    whoLine(notice, words, language),
    ...how,
    ...what,
    ...(notice.facts === undefined ? [] : whyLines(notice.facts, words)),
    words.before(notice.lastVerdict, notice.restrictionsBefore),
    nextLine(notice, words),
    ...(notice.link === '' ? [] : [notice.link]),
  ];
  return { subject: subjectOf(notice, action, [...how, ...what]), lines };
}

function subjectOf({ severity, subscriber, service }: NocNotice, action: string, rest: string[]) {
  const who = `${shownSubscriber(subscriber)} ${service}`;
  return [`[${severity.toUpperCase()}][${action}] ${who}`, ...rest].join(' ');
}

function actionText({ action, profile }: NocNotice, words: NocWords): string {
  switch (action.state) {
    case 'barred':
      return words.barred(clockText(action.until, profile.desk.timeZone));
    case 'not-barred':
      return words.notBarred(words.reasons[action.why] ?? action.why);
    case 'failed':
      return words.failed(action.why);
    default:
      return words[action.state];
  }
}

function whoLine(notice: NocNotice, words: NocWords, language: Language): string {
  const { subscriber, customerName, profile, now } = notice;
  const name = customerName === '' ? '' : ` ${customerName}`;
  const desk = words.desk(profile.desk.name[language], isOpen(profile.desk, now));
  return `${shownSubscriber(subscriber)}${name}, ${profile.name[language]}; ${desk}`;
}

function badLine(facts: EpisodeFacts, words: NocWords): string {
  const minutes = Math.max(1, (facts.lastAt - facts.firstAt) / MINUTE_MS);
  return words.cost(yenText(facts.costMilliYen), yenText(facts.costMilliYen / minutes));
}

function callsLine(facts: EpisodeFacts, words: NocWords, language: Language): string {
  const minutes = Math.max(1, Math.ceil((facts.lastAt - facts.firstAt) / MINUTE_MS));
  const where = countryList(facts.countries, COUNTRIES_NAMED, language);
  return words.calls(countText(facts.calls), where, countText(minutes));
}

function whyLines(facts: EpisodeFacts, words: NocWords): string[] {
  const [top] = facts.findings.toSorted(
    (a, b) => b.observed / b.threshold - a.observed / a.threshold,
  );
  const through = abuseKindOf(facts) === 'call-through' ? ` ${words.callThrough}` : '';
  const why = top && words.why(top.rule, shown(top.observed), shown(top.threshold));
  const evidence = facts.evidence.slice(0, COUNTRIES_NAMED).join(', ');
  return [
    ...(why === undefined ? [] : [why + through]),
    ...(evidence === '' ? [] : [words.evidence(evidence)]),
  ];
}

function shown(figure: number): string {
  return countText(figure);
}

function nextLine({ action, caseId, nextStepAt, profile }: NocNotice, words: NocWords): string {
  const todo = words.todo[action.state];
  if (nextStepAt === undefined) return todo;
  return `${todo} ${words.ack(caseId, clockText(nextStepAt, profile.desk.timeZone))}`;
}
