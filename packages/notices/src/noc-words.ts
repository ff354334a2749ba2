import type { Language } from './language.ts';
import type { NocAction } from './noc-notice.ts';

/** The words of notices to the NOC, in one language. */
export interface NocWords {
  barred(until: string): string;
  notBarred(why: string): string;
  failed(why: string): string;
  released: string;
  ended: string;
  /** Of a decision that did not bar. */
  reasons: Readonly<Record<string, string>>;
  again: Readonly<Record<'lapsed', string>>;
  desk(name: string, isOpen: boolean): string;
  cost(yen: string, perMinute: string): string;
  calls(count: string, where: string, minutes: string): string;
  why(rule: string, observed: string, threshold: string): string;
  evidence(names: string): string;
  callThrough: string;
  before(verdict: string, restrictions: number): string;
  todo: Readonly<Record<NocAction['state'], string>>;
  ack(caseId: string, at: string): string;
  wave(subscribers: number, country: string): string;
  waveMembers(names: string): string;
  waveNext: string;
  destination: {
    placedAlone(prefix: string, by: string, until: string): string;
    failed(prefix: string, why: string): string;
    next: Readonly<Record<'placed-alone' | 'failed', (destinationId: string) => string>>;
  };
  blind: {
    begun(what: string): string;
    ended(what: string): string;
    /** What is wrong with what is named before it. */
    reasons: Readonly<Record<string, string>>;
    next: string;
  };
  alarm: Readonly<Record<'late' | 'undelivered' | 'no-contact', (caseId: string) => string>>;
}

const ENGLISH: NocWords = {
  barred: (until) => `BARRED until ${until}`,
  notBarred: (why) => `NOT barred: ${why}`,
  failed: (why) => `Barring FAILED: ${why}`,
  released: 'RELEASED by a person',
  ended: 'Bar ENDED',
  reasons: {
    shadow: 'shadow mode',
    'dry-run': 'dry run, no switch is touched',
    held: 'automatic action is on hold',
    stale: 'evidence is old, a person decides',
    'begun-before-release': 'calls begun before the last release, a person decides',
    superseded: 'another restriction bars the line',
    warning: 'warning only, ask the customer',
    past: 'its time is over',
    breaker: 'too many bars at once, automatic action stopped',
    policy: 'the policy asks a person',
    ask: 'the policy asks the customer first',
    protected: 'a protected subscriber, a person decides',
    quieted: 'the customer has called there before and said so, a person decides',
    cap: 'the line goes on trying, a person decides whether it stays barred',
  },
  again: { lapsed: 'AGAIN: acknowledged, but the cost still grows' },
  desk: (name, isOpen) => `${name} ${isOpen ? 'open' : 'closed'} now`,
  cost: (yen, perMinute) => `¥${yen} (+¥${perMinute}/min)`,
  calls: (count, where, minutes) => `${count} calls → ${where} in ${minutes} min`,
  why: (rule, observed, threshold) => `${rule}: ${observed}, threshold ${threshold}`,
  evidence: (names) => `Evidence: ${names}`,
  callThrough: '(dialled in and out again)',
  before: (verdict, restrictions) =>
    `Before: ${verdict === '' ? 'no verdict' : `verdict ${verdict}`}, ${restrictions} bars in 90 days`,
  todo: {
    barred: 'Next: ask the customer whether the calls were theirs.',
    'not-barred': 'Next: decide: sekisho approve, or ask the customer.',
    failed: 'Next: bar the line by hand; the switch refused.',
    released: 'Next: nothing, unless it goes on.',
    ended: 'Next: nothing, unless it goes on.',
  },
  ack: (caseId, at) => `sekisho ack ${caseId} before ${at}, or the next step is told.`,
  wave: (subscribers, country) => `WAVE: ${subscribers} subscribers call ${country} within an hour`,
  waveMembers: (names) => `Subscribers: ${names}`,
  waveNext: 'Next: restrict the destination for the whole service (two people), or acknowledge.',
  destination: {
    placedAlone: (prefix, by, until) => `${prefix} restricted by ${by} ALONE until ${until}`,
    failed: (prefix, why) => `Restricting ${prefix} FAILED: ${why}`,
    next: {
      'placed-alone': (id) =>
        `Next: propose it for longer (two other people), or sekisho destination release ${id}.`,
      failed: (id) => `Next: restrict it at the switch by hand; ${id} is not in force.`,
    },
  },
  blind: {
    begun: (what) => `BLIND: ${what}`,
    ended: (what) => `No longer: ${what}`,
    reasons: {
      silent: 'sends no records',
      few: 'sends far fewer records than usual',
      late: 'sends records far later than usual',
      unknown: 'sends another share of unknown numbers than usual',
      international: 'sends another share of international calls than usual',
      unanswered: 'sends another share of unanswered calls than usual',
      store: 'the store is not seen',
      insert: 'nothing is stored any more',
      target: 'does not say what it bars',
      breaker: 'automatic action stopped: too many bars at once',
      restore: 'automatic action stopped: the ledger was restored from an older copy',
    },
    next: 'Next: treat it as an attack under way until you know better; docs/operate.md, SourceBlind.',
  },
  alarm: {
    late: (caseId) => `The customer of ${caseId} has not been told in time`,
    undelivered: (caseId) => `The notice to the customer of ${caseId} cannot be delivered`,
    'no-contact': (caseId) => `The customer of ${caseId} has no e-mail address: telephone`,
  },
};

const JAPANESE: NocWords = {
  barred: (until) => `規制済（〜${until}）`,
  notBarred: (why) => `未規制：${why}`,
  failed: (why) => `規制失敗：${why}`,
  released: '担当者が解除',
  ended: '規制終了',
  reasons: {
    shadow: 'シャドー運用中',
    'dry-run': 'ドライラン。交換機には触れません',
    held: '自動規制の停止中',
    stale: '根拠が古いため判断待ち',
    'begun-before-release': '前回の解除より前に始まった通話のため判断待ち',
    superseded: '別の規制が有効',
    warning: '警告のみ。お客様に確認',
    past: '期限切れ',
    breaker: '短時間に規制が多発したため自動規制を停止中',
    policy: '方針により判断待ち',
    ask: '方針により、まずお客様に確認',
    protected: '保護対象の契約のため判断待ち',
    quieted: '以前にお客様の利用と確認済みのため判断待ち',
    cap: '発信の試みが続いているため、規制を続けるか判断待ち',
  },
  again: { lapsed: '再通知：対応中のまま料金が増え続けています' },
  desk: (name, isOpen) => `${name}は${isOpen ? '受付中' : '受付時間外'}`,
  cost: (yen, perMinute) => `¥${yen}（+¥${perMinute}/分）`,
  calls: (count, where, minutes) => `${count}件 → ${where}（${minutes}分間）`,
  why: (rule, observed, threshold) => `${rule}：${observed}（閾値 ${threshold}）`,
  evidence: (names) => `根拠：${names}`,
  callThrough: '（着信を経由した発信）',
  before: (verdict, restrictions) =>
    `これまで：${verdict === '' ? '判定なし' : `判定 ${verdict}`}、90日間の規制 ${restrictions}回`,
  todo: {
    barred: '次：お客様の利用かどうかを確認してください。',
    'not-barred': '次：sekisho approve で規制するか、お客様に確認してください。',
    failed: '次：手作業で規制してください。交換機が拒否しました。',
    released: '次：続かなければ対応は不要です。',
    ended: '次：続かなければ対応は不要です。',
  },
  ack: (caseId, at) => `${at}までに sekisho ack ${caseId} がなければ、次の担当に通知します。`,
  wave: (subscribers, country) => `集中：1時間に${subscribers}契約が${country}へ発信`,
  waveMembers: (names) => `契約：${names}`,
  waveNext: '次：宛先を全体で規制する（2名の承認）か、対応中にしてください。',
  destination: {
    placedAlone: (prefix, by, until) => `${by}が単独で${prefix}を規制（〜${until}）`,
    failed: (prefix, why) => `${prefix}の規制失敗：${why}`,
    next: {
      'placed-alone': (id) =>
        `次：期間を延ばすには提案（別の2名の承認）、解除は sekisho destination release ${id}。`,
      failed: (id) => `次：交換機で手作業により規制してください。${id} は効いていません。`,
    },
  },
  blind: {
    begun: (what) => `監視不能：${what}`,
    ended: (what) => `解消：${what}`,
    reasons: {
      silent: '記録が届きません',
      few: '記録が普段より大幅に少なくなっています',
      late: '記録が普段より大幅に遅れて届いています',
      unknown: '不明な番号の割合が普段と異なります',
      international: '国際通話の割合が普段と異なります',
      unanswered: '不応答の割合が普段と異なります',
      store: '記録の保存先を確認できません',
      insert: '記録がまったく保存されていません',
      target: '規制状態を確認できません',
      breaker: '自動規制を停止中（短時間に規制が多発）',
      restore: '自動規制を停止中（古い台帳からの復元）',
    },
    next: '次：原因が分かるまで攻撃が続いているものとして対応してください（docs/operate.md、SourceBlind）。',
  },
  alarm: {
    late: (caseId) => `${caseId}のお客様への通知が時間内に届いていません`,
    undelivered: (caseId) => `${caseId}のお客様への通知を配信できません`,
    'no-contact': (caseId) =>
      `${caseId}のお客様はメールアドレスの登録がありません。電話で連絡してください`,
  },
};

export const NOC_WORDS: Readonly<Record<Language, NocWords>> = { en: ENGLISH, ja: JAPANESE };
