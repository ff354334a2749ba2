import type { Language } from '../terminal/language.ts';

/** What an operator reads of an installation. */
export interface StatusTexts {
  running(pid: number, since: string): string;
  notRunning: string;
  records(stored: number, waiting: number, newest: string | null): string;
  alerts(open: number, inADay: number): string;
  enforced(services: string, target: string): string;
  dryRun(services: string): string;
  shadow(target: string): string;
  hold(service: string, since: string, by: string, reason: string): string;
  restrictions(counts: string): string;
  none: string;
  problem(check: string, problem: string): string;
  rules(version: string): string;
  candidate(version: string): string;
  columns: Readonly<
    Record<'id' | 'state' | 'actual' | 'subscriber' | 'since' | 'until' | 'why', string>
  >;
  held: Readonly<Record<'yes' | 'no', string>>;
  notAsked(target: string, problem: string): string;
  unknownBar(key: string, until: string): string;
  states: Readonly<Record<string, string>>;
}

const ENGLISH: StatusTexts = {
  running: (pid, since) => `running, process ${pid}, since ${since}`,
  notRunning: 'not running: nothing is detected, barred or ended until sekisho start runs again',
  records: (stored, waiting, newest) =>
    `records       ${stored} stored, ${waiting} waiting, newest ${newest ?? '–'}`,
  alerts: (open, inADay) => `alerts        ${open} open, ${inADay} opened in the last 24 h`,
  enforced: (services, target) => `enforcement   bars lines of ${services} through ${target}`,
  dryRun: (services) => `enforcement   dry-run: would bar lines of ${services}, touches none`,
  shadow: (target) => `enforcement   shadow: decides and records, bars nobody (target ${target})`,
  hold: (service, since, by, reason) =>
    `ON HOLD       ${service === '*' ? 'all services' : service} since ${since} by ${by}: ${reason}`,
  restrictions: (counts) => `restrictions  ${counts}`,
  none: 'none',
  problem: (check, problem) => `PROBLEM       ${check}: ${problem}`,
  rules: (version) => `rules         ${version}`,
  candidate: (version) => `candidate     ${version}, tried beside them without effect`,
  columns: {
    id: 'restriction',
    state: 'state',
    actual: 'switch',
    subscriber: 'subscriber',
    since: 'since',
    until: 'until',
    why: 'why',
  },
  held: { yes: 'bars', no: 'open' },
  notAsked: (target, problem) => `what the switch bars is not known: ${target} ${problem}`,
  unknownBar: (key, until) => `the switch bars ${key} until ${until}, which is not among these`,
  states: {},
};

const JAPANESE: StatusTexts = {
  running: (pid, since) => `稼働中（プロセス ${pid}、${since} から）`,
  notRunning: '停止中：sekisho start を再び起動するまで、検知・規制・解除はいずれも行われません',
  records: (stored, waiting, newest) =>
    `レコード      保存 ${stored} 件、処理待ち ${waiting} 件、最新 ${newest ?? '–'}`,
  alerts: (open, inADay) => `アラート      継続中 ${open} 件、24時間以内に発生 ${inADay} 件`,
  enforced: (services, target) => `規制の実施    ${services} の回線を規制（${target}）`,
  dryRun: (services) =>
    `規制の実施    dry-run：対象は ${services} の回線、実際の回線には触れません`,
  shadow: (target) => `規制の実施    シャドー：判定と記録のみ、回線は規制しません（${target}）`,
  hold: (service, since, by, reason) =>
    `自動規制停止  ${service === '*' ? '全サービス' : service}（${since} から、${by}）：${reason}`,
  restrictions: (counts) => `規制          ${counts}`,
  none: 'なし',
  problem: (check, problem) => `異常          ${check}: ${problem}`,
  rules: (version) => `ルール        ${version}`,
  candidate: (version) => `候補ルール    ${version}（並行して試行、回線には影響しません）`,
  columns: {
    id: '規制ID',
    state: '状態',
    actual: '交換機',
    subscriber: '契約者',
    since: '判定',
    until: '期限',
    why: '理由',
  },
  held: { yes: '規制中', no: '規制なし' },
  notAsked: (target, problem) => `交換機の状態は不明です：${target} ${problem}`,
  unknownBar: (key, until) => `この一覧にない規制が交換機にあります：${key}（${until} まで）`,
  states: {
    shadow: '記録のみ',
    proposed: '確認待ち',
    applying: '規制中（適用中）',
    applied: '規制中',
    releasing: '解除中',
    released: '解除済み',
    expired: '期限切れ',
    failed: '失敗',
  },
};

export function statusTexts(language: Language): StatusTexts {
  return language === 'ja' ? JAPANESE : ENGLISH;
}
