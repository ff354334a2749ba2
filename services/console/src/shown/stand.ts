import type { Restriction } from '@sekisho/ledger';
import { NOC_WORDS } from '@sekisho/notices';
import type { Episode } from '../read/episodes.ts';
import type { View } from '../web/env.ts';
import { shortTime } from './time.ts';

/** How a line stands, in a word; `tone` is how grave that is. */
export interface Stand {
  word: string;
  tone: 'barred' | 'open' | 'moving' | 'over';
  next: 'barred' | 'notBarred' | 'failed' | 'settled';
}

/** By what Sekisho did, or did not do. */
export function standOf({ found, restriction, isDryRun }: Episode, view: View): Stand {
  const { stand } = view.words;
  const isMild = found.facts?.severity === 'warning';
  if (restriction === null) {
    const word = stand.notBarred(stand.noDecision);
    return isMild ? { word, tone: 'moving', next: 'notBarred' } : open(word);
  }
  const until = shortTime(restriction.until, view.now);
  switch (restriction.state) {
    case 'applied':
      return isDryRun
        ? open(stand.dryRun(until))
        : { word: stand.barred(until), tone: 'barred', next: 'barred' };
    case 'applying':
      return { word: stand.barring, tone: 'moving', next: 'barred' };
    case 'releasing':
      return { word: stand.releasing, tone: 'moving', next: 'settled' };
    case 'released':
      return { word: stand.released, tone: 'over', next: 'settled' };
    case 'expired':
      return { word: stand.ended, tone: 'over', next: 'settled' };
    case 'failed':
      return {
        word: stand.failed(restriction.problem ?? stand.unknownWhy),
        tone: 'open',
        next: 'failed',
      };
    default:
      return open(stand.notBarred(whyOf(restriction, view)));
  }
}

function open(word: string): Stand {
  return { word, tone: 'open', next: 'notBarred' };
}

function whyOf({ reason }: Restriction, { language, words }: View): string {
  return NOC_WORDS[language].reasons[reason] ?? (reason || words.stand.unknownWhy);
}
