import type { Restriction } from '@sekisho/ledger';
import { type Barring, type Target, TargetError } from './targets/target.ts';

/** What the switch says that it bars. */
export interface ActualBars {
  target: string;
  /** Why it cannot say; then `held` tells nothing. */
  problem: string | null;
  /** By restriction id; `until` is epoch ms. */
  held: readonly { key: string; until: number }[];
}

type WantedBar = Pick<Restriction, 'restrictionId' | 'service' | 'subscriber' | 'scope' | 'until'>;

/** Asks the switch; one that keeps no list is asked for each of these. */
export async function actualBars(
  target: Target,
  wanted: readonly WantedBar[],
): Promise<ActualBars> {
  const { name, can } = target;
  try {
    if (can.list) return { target: name, problem: null, held: await target.list() };
    if (!can.readBack) return { target: name, problem: 'it cannot be asked', held: [] };
    const held = await Promise.all(
      wanted.map(async (bar) => {
        const barring = barringOf(bar);
        const entry = await target.readBack(barring);
        return entry === undefined ? [] : [{ key: barring.key, until: entry.until }];
      }),
    );
    return { target: name, problem: null, held: held.flat() };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { target: name, problem: error.message, held: [] };
  }
}

function barringOf({ restrictionId: key, service, subscriber, scope, until }: WantedBar): Barring {
  return { key, service, subscriber, scope, until };
}
