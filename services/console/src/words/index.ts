import { en, type Words } from './en.ts';
import { ja } from './ja.ts';
import type { Language } from './language.ts';

export type { Words } from './en.ts';

const WORDS: Readonly<Record<Language, Words>> = { en, ja };

export function wordsOf(language: Language): Words {
  return WORDS[language];
}
