import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUSTOMER_NOTICES, customerNotice } from './customer-notice.ts';
import { bodyOf } from './notice-text.ts';
import { buildCustomerNotice, buildFacts } from './testing/build-episode.ts';

describe('what a customer reads when barred', () => {
  it('in Japanese', () => {
    const { subject, lines } = customerNotice(buildCustomerNotice(), 'ja');
    expect(subject).toBe(
      '【重要】国際電話のご利用を一時的に規制しました（受付番号 c-bcdf-ghjk-mnpq-rstv）',
    );
    expect(bodyOf({ lines })).toBe(`佐藤 様

いつもXePhionコールProをご利用いただきありがとうございます。
ご契約 C10482 で、第三者による不正利用が疑われる国際通話が見つかったため、国際電話のご利用を一時的に規制しました。

■ 規制の内容
・開始　2026年4月1日(水) 18:00 JST
・終了　2026年4月2日(木) 06:00 JST（自動的に解除されます）
・国内通話と緊急通報（110、118、119）は、これまでどおりご利用いただけます。

■ 見つかった通話
・期間　2026年4月1日(水) 17:34 JST から 2026年4月1日(水) 18:00 JST
・国際通話　41件
・通話先　ラトビア、ガンビア
・通話料の目安　約48,200円（ご請求額ではありません）

■ お願い
・この通話がお客様ご自身によるものかどうかを、下記の窓口までお知らせください。
・お客様ご自身によるものと確認できましたら、終了時刻の前でも規制を解除します。
・お電話は、ご契約時に届け出いただいた連絡先にこちらから折り返します。本メールでパスワード等をお尋ねすることはありません。

■ ご確認いただきたいこと
・IP-PBX等の機器やソフトウェアに、インターネットから内線端末を登録できる設定になっていないか。不要な接続は削除してください。
・登録されている内線端末に、見覚えのないものがないか。
・内線端末の登録に使うパスワードが、推測されやすいものになっていないか。
・管理用のパスワードを変更し、アクセスログに不審な接続がないか。
・国際電話をご利用にならない場合は、機器の設定で国際発信を規制してください。
・ご不明な点は、機器のメーカーまたは保守事業者にもご相談ください。

■ お問い合わせ窓口
・XePhionコールProカスタマセンタ　0120-895-065
・受付時間　月～金 9:00–18:00（祝日、年末年始を除く）
・受付時間外です。次の受付開始 2026年4月2日(木) 09:00 JST
・受付番号　c-bcdf-ghjk-mnpq-rstv

■ 規制の根拠
・XePhion コールPro サービス約款 国際通話の一時規制の条（平成27年8月改訂、2015年8月20日施行）
`);
  });

  it('in English, with advice for call-through', () => {
    const facts = buildFacts({ evidence: ['rides-on-inbound'] });
    const { subject, lines } = customerNotice(buildCustomerNotice({ facts }), 'en');
    expect(subject).toBe(
      'Important: your international calls are restricted for a time (c-bcdf-ghjk-mnpq-rstv)',
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        '- until Thu, 2 Apr 2026, 06:00 GMT+9; it ends by itself',
        '- 41 international calls',
        '- to Latvia, Gambia',
        '- worth about 48,200 yen (this is not a bill)',
        '- Can somebody dial in and out again through your PBX, or is a line forwarded abroad? Turn it off where it is not needed.',
        '- XePhion Call Pro customer centre, 0120-895-065',
        '- Mon–Fri 9:00–18:00, except Japanese public holidays and the days around New Year',
        '- XePhion Call Pro terms of service, clause on restricting international calls (as revised in August 2015, in force since 20 August 2015)',
      ]),
    );
    expect(lines.join()).not.toContain('IP-PBX');
  });

  it('advises on both events where nothing is known of the calls', () => {
    const { lines } = customerNotice(buildCustomerNotice({ facts: undefined }), 'en');
    const text = lines.join('\n');
    expect(text).toContain('IP-PBX');
    expect(text).toContain('dial in and out again');
    expect(text).toContain('Ask our desk');
  });
});

it('quotes the clause by which the line was barred, not the one in force by now', () => {
  const terms = { clause: 'Article 23', version: '3.1', date: '2026-01-01' };
  const { lines } = customerNotice(buildCustomerNotice({ terms }), 'en');
  expect(lines).toContain(
    '- XePhion Call Pro terms of service, Article 23 (3.1, in force since 1 January 2026)',
  );
});

it('asks nothing of whom it lets go', () => {
  const { lines } = customerNotice(buildCustomerNotice({ kind: 'lifted' }), 'en');
  expect(lines).toContain('- ended Wed, 1 Apr 2026, 18:00 GMT+9');
  expect(lines.join('\n')).not.toContain('Please tell us');
});

const times = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
const facts = fc
  .record({
    firstAt: times,
    lastAt: times,
    calls: fc.integer({ min: 1, max: 1_000_000_000 }),
    costMilliYen: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    countries: fc.array(fc.constantFrom('LV', 'GM', '+881', '+8835', 'SH'), { maxLength: 30 }),
    evidence: fc.array(fc.constantFrom('rides-on-inbound', 'new-source', 'forwarded')),
  })
  .map((changes) => buildFacts(changes));
// What a line that no directory knows is called: the whole number of the customer.
const subscriber = fc.stringMatching(/^line:0\d{9,10}$/);

it('has no run of digits that could be a number, whatever was seen', () => {
  fc.assert(
    fc.property(
      facts,
      subscriber,
      times,
      fc.constantFrom(...CUSTOMER_NOTICES),
      fc.constantFrom('ja' as const, 'en' as const),
      (seen, line, now, kind, language) => {
        const changes = { facts: seen, subscriber: line, kind, at: now, now };
        const { subject, lines } = customerNotice(buildCustomerNotice(changes), language);
        expect(`${subject}\n${bodyOf({ lines })}`).not.toMatch(/\d{5}/);
      },
    ),
  );
});
