import type { Language } from '../terminal/language.ts';

/** What an operator reads of a backtest. */
export interface BacktestTexts {
  span(since: string, until: string, days: number, records: number): string;
  rules(candidate: string, inForce: string): string;
  nothing: string;
  judged(notOurs: number, ours: number): string;
  more(count: number): string;
  heads: Readonly<Record<'figure' | 'inForce' | 'candidate' | 'difference', string>>;
  figures: Readonly<
    Record<
      | 'alertsPerDay'
      | 'barringsPerDay'
      | 'mostBarringsInADay'
      | 'subscribersBarred'
      | 'caught'
      | 'missed'
      | 'wronglyBarred'
      | 'costBeforeJpy'
      | 'costAvertedJpy'
      | 'avertedFraudJpy'
      | 'avertedOwnUseJpy',
      string
    >
  >;
  changes(
    newAlarms: number,
    noLonger: number,
    both: number,
    earlier: number,
    later: number,
  ): string;
  columns: Readonly<
    Record<
      'change' | 'subscriber' | 'verdict' | 'inForce' | 'candidate' | 'averted' | 'why',
      string
    >
  >;
  change: Readonly<Record<'new-alarm' | 'no-longer' | 'both', string>>;
  verdict: Readonly<Record<'ours' | 'not-ours' | '', string>>;
}

const ENGLISH: BacktestTexts = {
  span: (since, until, days, records) =>
    `${since} to ${until}: ${records} stored records over ${days} days`,
  rules: (candidate, inForce) => `candidate ${candidate}, in force ${inForce}`,
  nothing: 'nothing is stored of that time',
  judged: (notOurs, ours) => `judged by persons: ${notOurs} fraud, ${ours} own use`,
  more: (count) => `and ${count} more; --out DIR writes them all`,
  heads: { figure: '', inForce: 'in force', candidate: 'candidate', difference: 'difference' },
  figures: {
    alertsPerDay: 'alerts a day',
    barringsPerDay: 'lines barred a day',
    mostBarringsInADay: '  the most in one day',
    subscribersBarred: 'subscribers barred',
    caught: 'judged fraud: caught',
    missed: 'judged fraud: missed',
    wronglyBarred: 'judged own use: barred',
    costBeforeJpy: 'yen before the decision',
    costAvertedJpy: 'yen after it, averted',
    avertedFraudJpy: '  of that judged fraud',
    avertedOwnUseJpy: '  of that judged own use',
  },
  changes: (newAlarms, noLonger, both, earlier, later) =>
    `${newAlarms} new alarms, ${noLonger} no longer barred, ${both} barred by both (${earlier} earlier, ${later} later)`,
  columns: {
    change: 'change',
    subscriber: 'subscriber',
    verdict: 'verdict',
    inForce: 'in force bars',
    candidate: 'candidate bars',
    averted: 'averted yen',
    why: 'why: observed / threshold',
  },
  change: { 'new-alarm': 'new alarm', 'no-longer': 'no longer', both: 'both' },
  verdict: { ours: 'own use', 'not-ours': 'fraud', '': '–' },
};

const JAPANESE: BacktestTexts = {
  span: (since, until, days, records) =>
    `${since} ～ ${until}：保存済みレコード ${records} 件（${days} 日間）`,
  rules: (candidate, inForce) => `候補 ${candidate}、現行 ${inForce}`,
  nothing: 'この期間のレコードは保存されていません',
  judged: (notOurs, ours) => `担当者の判断：不正利用 ${notOurs} 件、本人利用 ${ours} 件`,
  more: (count) => `ほか ${count} 件（--out DIR で全件を出力）`,
  heads: { figure: '', inForce: '現行', candidate: '候補', difference: '差' },
  figures: {
    alertsPerDay: '1日あたりのアラート',
    barringsPerDay: '1日あたりの規制回線',
    mostBarringsInADay: '　1日の最大',
    subscribersBarred: '規制対象の契約者',
    caught: '不正利用と判断：検知',
    missed: '不正利用と判断：見逃し',
    wronglyBarred: '本人利用と判断：誤規制',
    costBeforeJpy: '判定までの料金（円）',
    costAvertedJpy: '判定後に防げた料金（円）',
    avertedFraudJpy: '　うち不正利用と判断',
    avertedOwnUseJpy: '　うち本人利用と判断',
  },
  changes: (newAlarms, noLonger, both, earlier, later) =>
    `新たに規制 ${newAlarms} 件、規制されなくなる ${noLonger} 件、両方で規制 ${both} 件（早い ${earlier} 件、遅い ${later} 件）`,
  columns: {
    change: '変化',
    subscriber: '契約者',
    verdict: '判断',
    inForce: '現行の規制',
    candidate: '候補の規制',
    averted: '防げた円',
    why: '理由：観測値／しきい値',
  },
  change: { 'new-alarm': '新規', 'no-longer': '対象外に', both: '両方' },
  verdict: { ours: '本人利用', 'not-ours': '不正利用', '': '–' },
};

export function backtestTexts(language: Language): BacktestTexts {
  return language === 'ja' ? JAPANESE : ENGLISH;
}
