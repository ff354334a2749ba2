import type { DirectoryKind } from './populations/population.ts';
import type { Random } from './random.ts';

type Language = 'ja' | 'en';

const surnames = {
  ja: ['青葉', '白浜', '緑川', '星野', '水瀬', '朝霧', '桜木', '藤代', '霧島', '若松'],
  en: ['Aoba', 'Shirahama', 'Midorikawa', 'Hoshino', 'Minase', 'Asagiri', 'Harper', 'Lindqvist'],
};

const givenNames = {
  ja: ['太郎', '花子', '健', '美咲', '誠', '由美', '翔', '恵', '直樹', '彩'],
  en: ['Taro', 'Hanako', 'Ken', 'Misaki', 'Anna', 'Yumi', 'Erik', 'Megumi'],
};

const places = {
  ja: [
    '青空',
    '海風',
    '若葉',
    '銀河',
    '三日月',
    '千鳥',
    '松風',
    '初音',
    '夕凪',
    '東雲',
    '花園',
    '雪野',
  ],
  en: ['Aozora', 'Umikaze', 'Wakaba', 'Ginga', 'Mikazuki', 'Chidori', 'Matsukaze', 'Shinonome'],
};

type Business = Exclude<DirectoryKind, 'home'>;

const trades: Record<Language, Record<Business, readonly string[]>> = {
  ja: {
    office: ['商事株式会社', '設計事務所', '不動産', '会計事務所', '印刷所', '貿易株式会社'],
    pbx: ['工業株式会社', '製作所', '電機株式会社', '食品株式会社', '建設株式会社'],
    callcenter: ['コールセンター', 'テレマーケティング'],
    hospital: ['病院', '総合病院', 'クリニック'],
    hotel: ['ホテル', '旅館', 'グランドホテル'],
    shipping: ['海運株式会社', '船舶代理店'],
    embassy: ['国大使館', '国総領事館'],
    other: ['寮', '宿舎'],
  },
  en: {
    office: ['Trading K.K.', 'Design Office', 'Partners', 'Imports'],
    pbx: ['Works K.K.', 'Electric K.K.', 'Foods K.K.'],
    callcenter: ['Call Center', 'Support Desk'],
    hospital: ['Hospital', 'Clinic'],
    hotel: ['Hotel', 'Inn'],
    shipping: ['Shipping K.K.', 'Ship Agency'],
    embassy: ['Embassy', 'Consulate General'],
    other: ['Dormitory', 'Residence'],
  },
};

/** A made-up person. */
export function personName(rng: Random, language: Language): string {
  const [family, given] = [rng.pick(surnames[language]), rng.pick(givenNames[language])];
  return language === 'ja' ? `${family} ${given}` : `${given} ${family}`;
}

/** A made-up customer: a person at home, else a business of that kind. */
export function customerName(rng: Random, kind: DirectoryKind, language: Language): string {
  if (kind === 'home') return personName(rng, language);
  const [place, trade] = [rng.pick(places[language]), rng.pick(trades[language][kind])];
  return language === 'ja' ? place + trade : `${place} ${trade}`;
}
