import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import type { Language } from './words.ts';

/** The first of the browser's languages that there are texts in; English where there is none. */
export function acceptedLanguage(c: Context): Language {
  const accepted = parseAccept(c.req.header('accept-language') ?? '');
  for (const { type } of accepted) {
    if (/^ja\b/i.test(type)) return 'ja';
    if (/^en\b/i.test(type)) return 'en';
  }
  return 'en';
}
