import type { Language } from './language.ts';

const names = {
  ja: new Intl.DisplayNames('ja', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

/** The name of a country key: ISO alpha-2, or `+881` where there is no such code. */
export function countryName(key: string, language: Language): string {
  return /^[A-Z]{2}$/.test(key) ? (names[language].of(key) ?? key) : key;
}

/** The first few by name, and how many there are besides. */
export function countryList(keys: readonly string[], most: number, language: Language): string {
  const shown = keys.slice(0, most).map((key) => countryName(key, language));
  const more = keys.length - shown.length;
  if (language === 'ja') return shown.join('、') + (more > 0 ? `、ほか${more}か国・地域` : '');
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
