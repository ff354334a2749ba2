import type { CustomerWords } from './customer-words.ts';

export const JAPANESE: CustomerWords = {
  subject: {
    barred: (caseId) => `【重要】国際電話のご利用を一時的に規制しました（受付番号 ${caseId}）`,
    extended: (caseId) => `【重要】国際電話の規制期間を延長しました（受付番号 ${caseId}）`,
    lifted: (caseId) => `国際電話の規制を解除しました（受付番号 ${caseId}）`,
  },
  dear: (name) => `${name} 様`,
  thanks: (service) => `いつも${service}をご利用いただきありがとうございます。`,
  what: {
    barred: (subscriber) =>
      `ご契約 ${subscriber} で、第三者による不正利用が疑われる国際通話が見つかったため、国際電話のご利用を一時的に規制しました。`,
    extended: (subscriber) =>
      `ご契約 ${subscriber} で、不正利用が疑われる国際通話がさらに見つかったため、国際電話の規制期間を延長しました。`,
    lifted: (subscriber) =>
      `ご契約 ${subscriber} の国際電話の規制を解除しました。国際電話をご利用いただけます。`,
  },
  bar: {
    title: '■ 規制の内容',
    from: (time) => `・開始　${time}`,
    until: (time) => `・終了　${time}（自動的に解除されます）`,
    lifted: (time) => `・解除　${time}`,
    notConcerned: '・国内通話と緊急通報（110、118、119）は、これまでどおりご利用いただけます。',
  },
  seen: {
    title: '■ 見つかった通話',
    unknown: '・件数などの詳細は、下記の窓口にお問い合わせください。',
    span: (from, to) => `・期間　${from} から ${to}`,
    calls: (count) => `・国際通話　${count}件`,
    countries: (names) => `・通話先　${names}`,
    cost: (yen) => `・通話料の目安　約${yen}円（ご請求額ではありません）`,
  },
  question: {
    title: '■ お願い',
    lines: [
      '・この通話がお客様ご自身によるものかどうかを、下記の窓口までお知らせください。',
      '・お客様ご自身によるものと確認できましたら、終了時刻の前でも規制を解除します。',
      '・お電話は、ご契約時に届け出いただいた連絡先にこちらから折り返します。本メールでパスワード等をお尋ねすることはありません。',
    ],
  },
  checks: {
    title: '■ ご確認いただきたいこと',
    of: {
      registration: [
        '・IP-PBX等の機器やソフトウェアに、インターネットから内線端末を登録できる設定になっていないか。不要な接続は削除してください。',
        '・登録されている内線端末に、見覚えのないものがないか。',
        '・内線端末の登録に使うパスワードが、推測されやすいものになっていないか。',
      ],
      'call-through': [
        '・外出先等から接続して会社の電話回線で発信する機能や転送の機能が、意図せず有効になっていないか。不要であれば停止してください。',
        '・その機能の暗証番号が、推測されやすいものになっていないか。発信者電話番号による認証があれば、ご利用ください。',
      ],
    },
    always: [
      '・管理用のパスワードを変更し、アクセスログに不審な接続がないか。',
      '・国際電話をご利用にならない場合は、機器の設定で国際発信を規制してください。',
      '・ご不明な点は、機器のメーカーまたは保守事業者にもご相談ください。',
    ],
  },
  desk: {
    title: '■ お問い合わせ窓口',
    reach: (name, phone) => `・${name}　${phone}`,
    mail: (address) => `・メール　${address}`,
    hours: (hours) => `・受付時間　${hours}`,
    now: (reach) => `・${reach}`,
    reference: (caseId) => `・受付番号　${caseId}`,
  },
  terms: {
    title: '■ 規制の根拠',
    line: (document, clause, version, since) =>
      `・${document} ${clause}（${version}、${since}施行）`,
  },
};
