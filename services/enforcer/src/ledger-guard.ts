import type { Engine } from '@sekisho/clickhouse';
import {
  beginHold,
  type Lacking,
  lackingStates,
  liftMark,
  raiseMark,
  readMark,
} from '@sekisho/ledger';
import type { Parts } from './parts.ts';
import { mirroredStates, storedMark, storeMark } from './stored-mark.ts';

/** Who holds what an older ledger must not do, in table hold. */
export const RESTORE = 'restore';

const MOST_SHOWN = 5;
/** As many at once as fit an array in a statement. */
const BATCH = 1000;

/**
 * Counts the ledger's mark on and keeps it in the store too. A ledger that is found behind what was
 * seen of it, in the store at the start or by this process, has been restored from an older copy:
 * what was released since may look barred in it, and what was barred unknown. Then all is held, and
 * the difference told, until a person resumes. Not to be called again before it has resolved.
 */
export function createLedgerGuard(parts: Parts): (engine: Engine) => Promise<void> {
  const { ledger, now } = parts;
  let seen = 0;
  let isChecked = false;

  return async function guard(engine) {
    if (!isChecked) {
      // The store first: another enforcer counts on in both meanwhile, and the ledger leads.
      seen = Math.max(seen, await storedMark(engine));
      const { mark, toldUntil } = await readMark(ledger);
      const lacking = await lackingOf(parts, engine, toldUntil ?? 0);
      // The mark may be as high again, of a copy made a moment ago.
      if (mark < seen || lacking.length > 0) await hold(parts, mark, seen, lacking);
      isChecked = true;
    }
    const raised = (await raiseMark(ledger, seen, now())) ?? (await restored(engine));
    seen = Math.max(seen, raised);
    await storeMark(engine, raised, now());
  };

  async function restored(engine: Engine): Promise<number> {
    const { mark, toldUntil } = await readMark(ledger);
    await hold(parts, mark, seen, await lackingOf(parts, engine, toldUntil ?? 0));
    return (await raiseMark(ledger, seen, now())) ?? seen;
  }
}

async function lackingOf({ ledger, now }: Parts, engine: Engine, toldUntil: number) {
  const remembered = await mirroredStates(engine, toldUntil, now());
  const lacking: Lacking[] = [];
  for (let from = 0; from < remembered.length; from += BATCH) {
    lacking.push(...(await lackingStates(ledger, remembered.slice(from, from + BATCH))));
  }
  return lacking;
}

async function hold(
  { ledger, log, now }: Parts,
  mark: number,
  seen: number,
  lacking: readonly Lacking[],
): Promise<void> {
  const reason = `the ledger is older than what was seen of it: mark ${mark} of ${seen}; ${wordsOf(lacking)}`;
  await beginHold(ledger, { service: '*', by: RESTORE, reason, now: now() });
  await liftMark(ledger, seen, now());
  log.error({ mark, seen, lacking }, 'the ledger was restored from an older copy: all is on hold');
}

function wordsOf(lacking: readonly Lacking[]): string {
  if (lacking.length === 0) return 'no restriction is behind';
  const shown = lacking
    .slice(0, MOST_SHOWN)
    .map(({ restrictionId, seq, ledgerSeq, ledgerState }) =>
      ledgerSeq === null
        ? `${restrictionId} unknown here`
        : `${restrictionId} ${ledgerState} (${ledgerSeq} of ${seq})`,
    );
  const more = lacking.length > MOST_SHOWN ? `, and ${lacking.length - MOST_SHOWN} more` : '';
  return `restrictions behind: ${shown.join(', ')}${more}`;
}
