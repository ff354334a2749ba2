import type { Language } from './language.ts';
import { clockText } from './local-text.ts';
import { NOC_WORDS } from './noc-words.ts';
import type { NoticeText } from './notice-text.ts';

/** That something is not seen any more, or not acted on, or is again. */
export interface BlindNotice {
  alarmId: string;
  state: 'begun' | 'ended';
  reason: string;
  /** A source of records, a node or a service; `''` of all. */
  source: string;
  /** What was found, in English. */
  told: string;
  /** When the next step of the ladder comes, unless somebody acknowledges; epoch ms. */
  nextStepAt: number | undefined;
  timeZone: string;
}

/** For who can mend it: until then an attack may go unseen. */
export function blindNotice(notice: BlindNotice, language: Language): NoticeText {
  const { alarmId, state, reason, source, told, nextStepAt, timeZone } = notice;
  const { blind, ack } = NOC_WORDS[language];
  const what = `${source === '' || source === '*' ? '' : `${source} `}${blind.reasons[reason] ?? reason}`;
  if (state === 'ended')
    return { subject: `[OK] ${blind.ended(what)}`, lines: [blind.ended(what)] };
  const next = nextStepAt === undefined ? [] : [ack(alarmId, clockText(nextStepAt, timeZone))];
  return {
    subject: `[CRITICAL] ${blind.begun(what)}`,
    lines: [blind.begun(what), told, blind.next, ...next],
  };
}
