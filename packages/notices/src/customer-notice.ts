import { countryList } from './country-name.ts';
import type { CustomerWords } from './customer-words.ts';
import { ENGLISH } from './customer-words-en.ts';
import { JAPANESE } from './customer-words-ja.ts';
import { hoursText, reachText } from './desk-text.ts';
import { abuseKindOf, type EpisodeFacts } from './episode-facts.ts';
import type { Language } from './language.ts';
import { countText, dateText, localText, yenText } from './local-text.ts';
import type { NoticeText } from './notice-text.ts';
import type { ServiceProfile } from './service-profile.ts';
import { shownSubscriber } from './shown-subscriber.ts';

/** What the customer is told: barred, barred longer, or no longer barred. */
export const CUSTOMER_NOTICES = ['barred', 'extended', 'lifted'] as const;
export type CustomerNoticeKind = (typeof CUSTOMER_NOTICES)[number];

/** What a notice to a customer is made of. Times are epoch ms. */
export interface CustomerNotice {
  kind: CustomerNoticeKind;
  caseId: string;
  subscriber: string;
  /** `''` where nobody is named. */
  contactName: string;
  /** When the line was barred, barred longer, or let go. */
  at: number;
  /** When the bar ends by itself. */
  until: number;
  /** Nothing while they cannot be read. */
  facts: EpisodeFacts | undefined;
  profile: ServiceProfile;
  /** By which clause the line was barred; nothing where the policy named none. */
  terms: StampedTerms | undefined;
  now: number;
}

/** As they were in force when it was decided. */
interface StampedTerms {
  clause: string;
  version: string;
  /** `YYYY-MM-DD`. */
  date: string;
}

const COUNTRIES_NAMED = 5;

/** The text of a notice to the customer. No called number is in it, nor can be. */
export function customerNotice(notice: CustomerNotice, language: Language): NoticeText {
  const words = language === 'ja' ? JAPANESE : ENGLISH;
  const { kind, caseId, contactName, profile } = notice;
  const head = [
    ...(contactName === '' ? [] : [words.dear(contactName), '']),
    words.thanks(profile.name[language]),
    words.what[kind](shownSubscriber(notice.subscriber)),
  ];
  const sections = [
    section(words.bar.title, barLines(notice, words, language)),
    ...(kind === 'lifted' ? [] : [section(words.seen.title, seenLines(notice, words, language))]),
    ...(kind === 'lifted' ? [] : [section(words.question.title, words.question.lines)]),
    section(words.checks.title, checkLines(notice, words)),
    section(words.desk.title, deskLines(notice, words, language)),
    section(words.terms.title, [termsLine(notice, words, language)]),
  ];
  return { subject: words.subject[kind](caseId), lines: [...head, ...sections.flat()] };
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, ...lines];
}

function barLines(
  { kind, at, until, profile }: CustomerNotice,
  { bar }: CustomerWords,
  language: Language,
): string[] {
  const text = (time: number) => localText(time, profile.desk.timeZone, language);
  if (kind === 'lifted') return [bar.lifted(text(at))];
  const since = kind === 'barred' ? [bar.from(text(at))] : [];
  return [...since, bar.until(text(until)), bar.notConcerned];
}

function seenLines(
  { facts, profile }: CustomerNotice,
  { seen }: CustomerWords,
  language: Language,
): string[] {
  if (facts === undefined) return [seen.unknown];
  const text = (time: number) => localText(time, profile.desk.timeZone, language);
  return [
    seen.span(text(facts.firstAt), text(facts.lastAt)),
    seen.calls(countText(facts.calls)),
    seen.countries(countryList(facts.countries, COUNTRIES_NAMED, language)),
    seen.cost(yenText(facts.costMilliYen)),
  ];
}

function checkLines({ facts }: CustomerNotice, { checks }: CustomerWords): readonly string[] {
  // Without facts either may have happened.
  const kinds =
    facts === undefined ? (['registration', 'call-through'] as const) : [abuseKindOf(facts)];
  return [...kinds.flatMap((kind) => checks.of[kind]), ...checks.always];
}

function deskLines(
  { profile, caseId, now }: CustomerNotice,
  { desk }: CustomerWords,
  language: Language,
): string[] {
  const { name, phone, email } = profile.desk;
  return [
    desk.reach(name[language], phone),
    ...(email === undefined ? [] : [desk.mail(email)]),
    desk.hours(hoursText(profile.desk, language)),
    desk.now(reachText(profile.desk, now, language)),
    desk.reference(caseId),
  ];
}

/** What was in force when the line was barred counts, not what is by now. */
function termsLine(
  { profile, terms }: CustomerNotice,
  words: CustomerWords,
  language: Language,
): string {
  const { document, clause, version, date } = profile.terms;
  const stamped = terms ?? { clause: clause[language], version: version[language], date };
  const since = dateText(stamped.date, language);
  return words.terms.line(document[language], stamped.clause, stamped.version, since);
}
