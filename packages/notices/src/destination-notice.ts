import type { Language } from './language.ts';
import { clockText } from './local-text.ts';
import { NOC_WORDS } from './noc-words.ts';
import type { NoticeText } from './notice-text.ts';

/** A destination that one person alone restricted for a service, or that the switch refused. */
export interface DestinationNotice {
  destinationId: string;
  service: string;
  /** Digits from the country code on. */
  prefix: string;
  state: 'placed-alone' | 'failed';
  by: string;
  /** Why the switch refused; `''` where it did not. */
  problem: string;
  /** Epoch ms. */
  until: number;
  /** When the next step of the ladder comes, unless somebody acknowledges; epoch ms. */
  nextStepAt: number | undefined;
  timeZone: string;
  link: string;
}

/** For who may overrule who restricted it. */
export function destinationNotice(notice: DestinationNotice, language: Language): NoticeText {
  const { destinationId, service, prefix, state, by, nextStepAt, timeZone, link } = notice;
  const { destination, ack } = NOC_WORDS[language];
  const what =
    state === 'failed'
      ? destination.failed(`+${prefix}`, notice.problem)
      : destination.placedAlone(`+${prefix}`, by, clockText(notice.until, timeZone));
  const next =
    nextStepAt === undefined ? [] : [ack(destinationId, clockText(nextStepAt, timeZone))];
  const lines = [what, destination.next[state](destinationId), ...next];
  return {
    subject: `[CRITICAL] ${service} ${what}`,
    lines: [...lines, ...(link === '' ? [] : [link])],
  };
}
