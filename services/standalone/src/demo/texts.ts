import type { Language } from '../terminal/language.ts';

export interface Texts {
  read(records: number, seconds: number, rate: number): string;
  restricted(count: number): string;
  saved(yen: string): string;
  asked(count: number): string;
  more(count: number): string;
  destinations(attacked: number, hotlines: number, out: string): string;
  next(out: string): string;
  columns: Record<
    | 'restrictedAt'
    | 'openedAt'
    | 'subscriber'
    | 'score'
    | 'rules'
    | 'countries'
    | 'calls'
    | 'times'
    | 'cost'
    | 'lost'
    | 'saved',
    string
  >;
}

const FIRST_QUESTION =
  "SELECT country, count() AS calls, sum(cost_jpy) AS yen FROM call WHERE kind = 'international' GROUP BY country ORDER BY yen DESC LIMIT 10";

const english: Texts = {
  read: (records, seconds, rate) =>
    `Read ${count(records)} records of one week in ${seconds.toFixed(1)} s (${count(rate)} a second), every one stored.`,
  restricted: (n) => `Closed for international calls: ${n} subscribers (times are Japan’s)`,
  saved: (yen) => `Calls that began while a line was closed, and would have been refused: ${yen}`,
  asked: (n) => `To be asked whether the use is theirs: ${n} subscribers`,
  more: (n) => `… and ${n} more in alerts.ndjson`,
  destinations: (attacked, hotlines, out) =>
    `For people to decide on: ${attacked} destinations called by several suspected subscribers, ${hotlines} numbers that many unsuspected ones call (npx sekisho destinations --all --data ${out}/store)`,
  next: (out) =>
    nextSteps(
      out,
      [
        'What was decided and why, one JSON object a line',
        'Ask the store a question',
        'Which calls led to an alert',
        'Write a rule of your own and see what it would have done',
        'How a dialled number is understood and priced',
        'Take records in all day, and watch at http://127.0.0.1:8090',
      ],
      'Next:',
    ),
  columns: {
    restrictedAt: 'closed at',
    openedAt: 'opened at',
    subscriber: 'subscriber',
    score: 'score',
    rules: 'rules',
    countries: 'countries',
    calls: 'calls',
    cost: 'cost',
    times: 'decisions',
    lost: 'day before',
    saved: 'saved',
  },
};

const japanese: Texts = {
  read: (records, seconds, rate) =>
    `1週間分の通話記録 ${count(records)} 件を ${seconds.toFixed(1)} 秒で処理しました（毎秒 ${count(rate)} 件、全件保存）。`,
  restricted: (n) => `国際通話を一時規制した契約: ${n} 件（時刻は日本時間）`,
  saved: (yen) => `規制中に始まり、接続されなかったはずの通話の料金: ${yen}`,
  asked: (n) => `ご利用をお客様に確認する契約: ${n} 件`,
  more: (n) => `… ほか ${n} 件は alerts.ndjson にあります`,
  destinations: (attacked, hotlines, out) =>
    `人が判断する対地: 疑わしい契約が複数発信した対地 ${attacked} 件、疑いのない契約が多数発信した番号 ${hotlines} 件（npx sekisho destinations --all --data ${out}/store）`,
  next: (out) =>
    nextSteps(
      out,
      [
        '判断の内容と根拠（1行に1件のJSON）',
        '保存した記録に SQL で問い合わせる',
        'アラートの根拠となった通話を見る',
        '自分のルールを書き、適用した場合の結果を見る',
        'ダイヤルされた番号の解釈と料金を見る',
        '一日中記録を受け取り、http://127.0.0.1:8090 の画面で見る',
      ],
      '次に試せること:',
    ),
  columns: {
    restrictedAt: '規制時刻',
    openedAt: '検知時刻',
    subscriber: '契約',
    score: 'スコア',
    rules: 'ルール',
    countries: '国・地域',
    calls: '通話数',
    cost: '料金',
    times: '判断回数',
    lost: '直前1日の料金',
    saved: '防いだ料金',
  },
};

export function texts(language: Language): Texts {
  return language === 'ja' ? japanese : english;
}

function nextSteps(out: string, says: readonly string[], title: string): string {
  const commands = [
    `less ${out}/result/alerts.ndjson`,
    `npx sekisho sql "${FIRST_QUESTION}" --data ${out}/store`,
    `npx sekisho sql "SELECT subscriber, started_at, called_masked, duration_sec, cost_jpy, rules FROM alert_call ORDER BY cost_jpy DESC LIMIT 20" --data ${out}/store`,
    `npx sekisho rules > my-rules.yaml && npx sekisho replay ${out}/traffic/cdrs.ndjson --directory ${out}/traffic/directory.csv --rules my-rules.yaml --out my-result`,
    'npx sekisho number 010224601123456 0033010442071234567 0312345678',
    'npm start',
  ];
  return [title, ...commands.flatMap((command, i) => [`  # ${says[i]}`, `  ${command}`])].join(
    '\n',
  );
}

function count(value: number): string {
  return value.toLocaleString('en');
}
