import type { Language } from '../terminal/language.ts';

type Column =
  | 'case'
  | 'customer'
  | 'subscriber'
  | 'opened'
  | 'state'
  | 'cost'
  | 'verdict'
  | 'taken';

/** What an operator reads of cases. */
export interface CaseTexts {
  none: string;
  columns: Readonly<Record<Column, string>>;
  wave(id: string, service: string, country: string, subscribers: number): string;
  barred(state: string, until: string): string;
  notBarred: string;
  seen(calls: number, yen: string, countries: string): string;
  why(rule: string, observed: number, threshold: number): string;
  callBack(name: string, phone: string, email: string): string;
  nobody: string;
  asked(
    at: string,
    by: string,
    how: string,
    reached: string,
    outcome: string,
    note: string,
  ): string;
  told(
    number: number,
    at: string,
    audience: string,
    kind: string,
    state: string,
    reason: string,
  ): string;
  beside(id: string, subscriber: string, opened: string): string;
  taken(by: string): string;
}

const ENGLISH: CaseTexts = {
  none: 'none',
  columns: {
    case: 'case',
    customer: 'customer',
    subscriber: 'subscriber',
    opened: 'opened',
    state: 'restriction',
    cost: 'yen',
    verdict: 'answer',
    taken: 'taken by',
  },
  wave: (id, service, country, subscribers) =>
    `WAVE ${id}: ${subscribers} subscribers of ${service} into ${country}`,
  barred: (state, until) => `restriction  ${state} until ${until}`,
  notBarred: 'restriction  none',
  seen: (calls, yen, countries) => `seen         ${calls} calls, ¥${yen}, to ${countries}`,
  why: (rule, observed, threshold) => `why          ${rule}: ${observed}, threshold ${threshold}`,
  callBack: (name, phone, email) => `call back    ${name} ${phone} ${email}`,
  nobody: 'call back    nobody is named in the directory',
  asked: (at, by, how, reached, outcome, note) =>
    `asked        ${at} by ${by}, ${how}, ${reached || '?'}: ${outcome} ${note}`,
  told: (number, at, audience, kind, state, reason) =>
    `notice ${number}  ${at} ${audience}: ${kind}, ${state} ${reason}`,
  beside: (id, subscriber, opened) => `beside       ${id} ${subscriber} ${opened}`,
  taken: (by) => `taken by     ${by}`,
};

const JAPANESE: CaseTexts = {
  none: 'なし',
  columns: {
    case: '案件',
    customer: '顧客',
    subscriber: '契約者',
    opened: '発生',
    state: '規制',
    cost: '円',
    verdict: '回答',
    taken: '担当',
  },
  wave: (id, service, country, subscribers) =>
    `集中 ${id}：${service} の ${subscribers} 契約が ${country} へ発信`,
  barred: (state, until) => `規制      ${state}（${until} まで）`,
  notBarred: '規制      なし',
  seen: (calls, yen, countries) => `通話      ${calls} 件、¥${yen}、${countries}`,
  why: (rule, observed, threshold) => `理由      ${rule}：${observed}（閾値 ${threshold}）`,
  callBack: (name, phone, email) => `連絡先    ${name} ${phone} ${email}`,
  nobody: '連絡先    名簿に登録がありません',
  asked: (at, by, how, reached, outcome, note) =>
    `確認      ${at} ${by}（${how}、${reached || '?'}）：${outcome} ${note}`,
  told: (number, at, audience, kind, state, reason) =>
    `通知 ${number}   ${at} ${audience}：${kind}、${state} ${reason}`,
  beside: (id, subscriber, opened) => `同じ顧客  ${id} ${subscriber} ${opened}`,
  taken: (by) => `担当      ${by}`,
};

export function caseTexts(language: Language): CaseTexts {
  return language === 'ja' ? JAPANESE : ENGLISH;
}
