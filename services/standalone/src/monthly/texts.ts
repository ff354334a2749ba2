import type { Language } from '../terminal/language.ts';

type Line =
  | 'warning'
  | 'critical'
  | 'notOurs'
  | 'ours'
  | 'undecided'
  | 'loss'
  | 'suspected'
  | 'averted'
  | 'toOrder'
  | 'toEffect'
  | 'barred'
  | 'byPerson'
  | 'mistaken';

export interface MonthTexts {
  title(month: string): string;
  scope(timeZone: string): string;
  all: string;
  figure: string;
  none: string;
  lines: Readonly<Record<Line, string>>;
  calls(count: number): string;
  delay(median: string, longest: string): string;
  duration(hours: number, minutes: number, seconds: number): string;
  states: string;
  state: string;
  destinations: string;
  destination: Readonly<Record<'service' | 'country' | 'calls' | 'minutes' | 'yen', string>>;
  method: string;
  methods: readonly string[];
}

const ENGLISH: MonthTexts = {
  title: (month) => `Toll fraud: report of ${month}`,
  scope: (timeZone) =>
    `Alerts that opened, and restrictions that were ordered, in the month (${timeZone}).`,
  all: 'all services',
  figure: '',
  none: '–',
  lines: {
    warning: 'Alerts that ask the customer',
    critical: 'Alerts that restrict',
    notOurs: 'judged fraud',
    ours: "judged the customer's own use",
    undecided: 'unsure, or not judged yet',
    loss: 'Loss, found to be fraud',
    suspected: 'Loss, suspected and not judged',
    averted: 'Averted',
    toOrder: 'First call to order: median (longest)',
    toEffect: 'Order to effect: median (longest)',
    barred: 'Restrictions that took effect',
    byPerson: 'decided by a person',
    mistaken: 'of own use: count (time barred)',
  },
  calls: (count) => `${count} calls`,
  delay: (median, longest) => `${median} (${longest})`,
  duration: (hours, minutes, seconds) =>
    `${hours > 0 ? `${hours} h ` : ''}${hours > 0 || minutes > 0 ? `${minutes} min ` : ''}${seconds} s`,
  states: 'Restrictions by state',
  state: 'State',
  destinations: 'Destinations',
  destination: {
    service: 'Service',
    country: 'Country',
    calls: 'Calls',
    minutes: 'Minutes',
    yen: 'Yen',
  },
  method: 'How this was counted',
  methods: [
    "A loss is what an alert's calls cost by the switch's own rating, else by the rate deck. It is not what interconnection partners bill. An alert counts as fraud when a person has judged it so, by the newest judgement.",
    "Averted is an estimate: calls abroad of the line that were refused between the order and the end of its restriction, each taken at the mean cost of the calls of its alert. Calls that were not tried because of the restriction are not counted, and an attacker's repeated tries are. Restrictions that were judged to be the customer's own use avert nothing.",
    "The first delay is from the beginning of the alert's first call to the order, the second from there to the switch's confirmation.",
    'Destinations are those of the calls that counted in alerts, without those judged own use.',
  ],
};

const JAPANESE: MonthTexts = {
  title: (month) => `国際電話の不正利用：${month} の報告`,
  scope: (timeZone) => `当月（${timeZone}）に発生したアラートと、当月に決定した規制を集計。`,
  all: '全サービス',
  figure: '',
  none: '–',
  lines: {
    warning: 'アラート（お客様への確認）',
    critical: 'アラート（規制の対象）',
    notOurs: 'うち不正利用と判断',
    ours: 'うち本人利用と判断',
    undecided: 'うち不明・未判断',
    loss: '損失（不正利用と判断）',
    suspected: '損失（疑い、未判断）',
    averted: '防止額（推計）',
    toOrder: '最初の通話から決定まで：中央値（最長）',
    toEffect: '決定から規制の確認まで：中央値（最長）',
    barred: '実施した規制',
    byPerson: 'うち担当者の決定',
    mistaken: 'うち本人利用：件数（規制した時間）',
  },
  calls: (count) => `${count} 通話`,
  delay: (median, longest) => `${median}（${longest}）`,
  duration: (hours, minutes, seconds) =>
    `${hours > 0 ? `${hours}時間` : ''}${hours > 0 || minutes > 0 ? `${minutes}分` : ''}${seconds}秒`,
  states: '規制の状態',
  state: '状態',
  destinations: '着信先',
  destination: {
    service: 'サービス',
    country: '国・地域',
    calls: '通話',
    minutes: '分',
    yen: '円',
  },
  method: '集計の方法',
  methods: [
    '損失は、アラートの対象となった通話の料金（交換機の料金、なければ料金表）の合計であり、接続先事業者からの請求額ではない。担当者の最新の判断が「不正利用」であるアラートを不正利用として数える。',
    '防止額は推計である。規制の決定から終了までに拒否した当該回線の国際発信を、そのアラートの通話の平均料金で評価した。規制のために試みられなかった発信は含まず、攻撃者による再試行は含む。本人利用と判断した規制は含まない。',
    '遅延は、アラートの最初の通話の開始から決定まで、および決定から交換機による確認までの時間。',
    '着信先は、アラートの対象となった通話のもの（本人利用と判断したものを除く）。',
  ],
};

export function monthTexts(language: Language): MonthTexts {
  return language === 'ja' ? JAPANESE : ENGLISH;
}
