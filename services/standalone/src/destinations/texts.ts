import type { Language } from '../terminal/language.ts';
import type { DestinationCase } from './read-cases.ts';

type ColumnName =
  | 'openedAt'
  | 'kind'
  | 'prefix'
  | 'country'
  | 'callers'
  | 'suspected'
  | 'restricted'
  | 'calls'
  | 'cost'
  | 'before'
  | 'endsAt';

interface DestinationTexts {
  none: string;
  noneNow: string;
  kinds: Readonly<Record<DestinationCase['kind'], string>>;
  columns: Readonly<Record<ColumnName, string>>;
}

const ENGLISH: DestinationTexts = {
  none: 'none',
  noneNow: 'none now; --all also shows those that are over',
  kinds: { hotline: 'hotline', attacked: 'attacked' },
  columns: {
    openedAt: 'opened at',
    kind: 'kind',
    prefix: 'prefix',
    country: 'country',
    callers: 'callers',
    suspected: 'suspected',
    restricted: 'restricted',
    calls: 'calls',
    cost: 'yen',
    before: 'callers in 90 days before',
    endsAt: 'ends at',
  },
};

const JAPANESE: DestinationTexts = {
  none: 'なし',
  noneNow: '現在はなし（終了したものは --all で表示）',
  kinds: { hotline: '発信集中', attacked: '攻撃' },
  columns: {
    openedAt: '発生日時',
    kind: '種別',
    prefix: '番号帯',
    country: '国・地域',
    callers: '発信契約',
    suspected: '疑わしい契約',
    restricted: '規制契約',
    calls: '通話数',
    cost: '料金（円）',
    before: '過去90日の発信契約',
    endsAt: '終了予定',
  },
};

export function destinationTexts(language: Language): DestinationTexts {
  return language === 'ja' ? JAPANESE : ENGLISH;
}
