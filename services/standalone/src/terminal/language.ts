export type Language = 'ja' | 'en';

/** Japanese where the environment's `LANG` says so. */
export function languageOf(lang: string | undefined): Language {
  return lang?.startsWith('ja') ? 'ja' : 'en';
}
