import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export const LANGUAGES = ['ja', 'en'] as const;
/** As each calls itself. */
export const LANGUAGE_NAMES = { ja: '日本語', en: 'English' } as const;
export type Language = (typeof LANGUAGES)[number];

const COOKIE = 'sekisho-language';
const YEAR_S = 31_536_000;

/** As the address says, which is kept; else as was kept; else as the browser prefers. */
export function chooseLanguage(c: Context): Language {
  const asked = languageNamed(c.req.query('lang'));
  if (asked !== undefined) {
    setCookie(c, COOKIE, asked, { path: '/', maxAge: YEAR_S, sameSite: 'Lax', httpOnly: true });
    return asked;
  }
  return languageNamed(getCookie(c, COOKIE)) ?? preferred(c.req.header('accept-language') ?? '');
}

function languageNamed(text: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === text);
}

/** The first of ours with the highest weight; English where none of ours is named. */
function preferred(header: string): Language {
  const weighed = header.split(',').flatMap((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = languageNamed(tag.split('-')[0]);
    if (language === undefined) return [];
    const q = parameters.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find(Boolean);
    return [{ language, weight: q === undefined ? 1 : Number(q) }];
  });
  return weighed.sort((a, b) => b.weight - a.weight)[0]?.language ?? 'en';
}
