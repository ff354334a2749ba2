import {
  type Case,
  historyOf,
  type Ledger,
  type Restriction,
  restrictionsOfSubscriber,
} from '@sekisho/ledger';
import type { Episode } from './episodes.ts';

/** What a subscriber's earlier episodes came to. */
export interface Past {
  /** `''` where there was none. */
  lastVerdict: string;
  /** In 90 days before this episode; those in which the switch was asked. */
  bars: number;
  /** The newest first, of 90 days, other alerts' alone. */
  restrictions: Restriction[];
}

const SINCE_MS = 90 * 86_400_000;

/** @param now epoch ms */
export async function readPast(ledger: Ledger, { found }: Episode, now: number): Promise<Past> {
  const [{ lastVerdict, restrictions: bars }, restrictions] = await Promise.all([
    historyOf(ledger, found, now - SINCE_MS),
    restrictionsOfSubscriber(ledger, { ...placeOf(found), since: now - SINCE_MS }),
  ]);
  return {
    lastVerdict,
    bars,
    restrictions: restrictions.filter(({ alertId }) => alertId !== found.alertId),
  };
}

function placeOf({ service, subscriber }: Case) {
  return { service, subscriber };
}
