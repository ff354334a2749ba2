import { countryName } from './country-name.ts';
import type { Language } from './language.ts';
import { NOC_WORDS } from './noc-words.ts';
import type { NoticeText } from './notice-text.ts';
import { shownSubscriber } from './shown-subscriber.ts';

/** Several subscribers that began to call one country within an hour. */
export interface WaveNotice {
  service: string;
  country: string;
  subscribers: readonly string[];
  link: string;
}

const NAMED = 10;

/** One notice in place of one for each subscriber. */
export function waveNotice(
  { service, country, subscribers, link }: WaveNotice,
  language: Language,
): NoticeText {
  const words = NOC_WORDS[language];
  const what = words.wave(subscribers.length, countryName(country, language));
  const more = subscribers.length > NAMED ? ' …' : '';
  const names = subscribers.slice(0, NAMED).map(shownSubscriber).join(', ') + more;
  const lines = [what, words.waveMembers(names), words.waveNext, ...(link === '' ? [] : [link])];
  return { subject: `[CRITICAL] ${service} ${what}`, lines };
}
