import type { CaseFile } from '../control/case-operations.ts';
import type { Language } from '../terminal/language.ts';
import { localTime } from '../terminal/local-time.ts';
import { printable } from '../terminal/printable.ts';
import { yen } from './cases-report.ts';
import { type CaseTexts, caseTexts } from './texts.ts';

/** All of a case, a fact a line. */
export function caseReport(file: CaseFile, language: Language): string {
  const texts = caseTexts(language);
  const { found, contact, contacts, notices, beside } = file;
  const { caseId, subscriber, service, customer, openedAt, acknowledgedBy } = found;
  const lines = [
    `${caseId}  ${subscriber} (${service}) ${customer}  ${localTime(openedAt)}`,
    ...factLines(file, texts),
    contact === null ? texts.nobody : texts.callBack(contact.name, contact.phone, contact.email),
    ...(acknowledgedBy === null ? [] : [texts.taken(acknowledgedBy)]),
    ...contacts.map(({ at, by, how, reached, outcome, note }) =>
      texts.asked(localTime(at), by, how, reached, outcome, note),
    ),
    ...notices.map(({ noticeId, at, audience, kind, state, reason }) =>
      texts.told(noticeId, localTime(at), audience, kind, state, reason),
    ),
    ...beside.map((other) =>
      texts.beside(other.caseId, other.subscriber, localTime(other.openedAt)),
    ),
  ];
  return `${lines.map((line) => printable(line).trimEnd()).join('\n')}\n`;
}

function factLines({ found }: CaseFile, texts: CaseTexts): string[] {
  const { facts, restrictionState, until } = found;
  const bar =
    restrictionState === null || until === null
      ? texts.notBarred
      : texts.barred(restrictionState, localTime(until));
  if (facts === null) return [bar];
  const { calls, costMilliYen, countries, findings } = facts;
  return [
    bar,
    texts.seen(calls, yen(costMilliYen), countries.join(', ')),
    ...findings.map(({ rule, observed, threshold }) => texts.why(rule, observed, threshold)),
  ];
}
