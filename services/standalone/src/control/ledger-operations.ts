import { type ActualBars, actualBars, type Target } from '@sekisho/enforcer';
import {
  approveRestriction,
  barByHand,
  beginHold,
  type DestinationRestriction,
  endHold,
  type Ledger,
  listDestinations,
  lockSubscriber,
  requestRelease,
  restrictionsOf,
} from '@sekisho/ledger';
import type { CaseOperations } from './case-operations.ts';
import type { DestinationOperations } from './destination-operations.ts';
import { noteDenied } from './note-denied.ts';
import type { Operations } from './operations.ts';
import type { VerdictOperations } from './verdict-operations.ts';

export const DAY_MS = 86_400_000;

const NOT_RUNNING: ActualBars = {
  target: '',
  problem: 'no process runs that could ask the switch',
  held: [],
};

/** Destinations are no lines: `destination list` shows them. */
function withoutDestinations(
  actual: ActualBars,
  destinations: readonly DestinationRestriction[],
): ActualBars {
  const known = new Set(destinations.map(({ targetKey }) => targetKey));
  return { ...actual, held: actual.held.filter(({ key }) => !known.has(key)) };
}

/** @param onChange called when a person has changed what is to be barred. @param now epoch ms
 * @param target opens what can be asked; nothing where nobody knows it */
export function createLedgerOperations(
  ledger: Ledger,
  onChange: () => void,
  now: () => number,
  target?: () => Target,
): Omit<
  Operations,
  'status' | keyof VerdictOperations | keyof CaseOperations | keyof DestinationOperations
> {
  const changing = async <T>(change: Promise<T>): Promise<T> => {
    const changed = await change;
    onChange();
    return changed;
  };
  const asked = <T>(
    operation: string,
    subject: string,
    { by, reason }: { by: string; reason: string },
    work: () => Promise<T>,
  ) => noteDenied(ledger, { operation, subject, by, reason, now: now() }, work);
  return {
    bars: (of) => restrictionsOf(ledger, of, now() - DAY_MS),
    actual: async () => {
      if (target === undefined) return NOT_RUNNING;
      const actual = await actualBars(target(), await restrictionsOf(ledger, 'live', now()));
      return withoutDestinations(actual, await listDestinations(ledger, 'live'));
    },
    release: (request) =>
      asked('release', request.restrictionId, request, () =>
        changing(requestRelease(ledger, { ...request, now: now() })),
      ),
    approve: (request) =>
      asked('approve', request.restrictionId, request, () =>
        changing(approveRestriction(ledger, { ...request, now: now() })),
      ),
    bar: (request) =>
      asked('bar', request.alertId, request, () =>
        changing(barByHand(ledger, { ...request, now: now() })),
      ),
    lock: (request) =>
      asked('lock', request.subscriber, request, () =>
        changing(lockSubscriber(ledger, { ...request, now: now() })),
      ),
    hold: (request) => beginHold(ledger, { ...request, now: now() }),
    resume: (request) =>
      asked('resume', request.service, request, () =>
        changing(endHold(ledger, { ...request, now: now() })),
      ),
  };
}
