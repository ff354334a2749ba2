import {
  acknowledge,
  barByHand,
  contactsOf,
  giveVerdict,
  type Ledger,
  noticesOf,
  openHolds,
  readCase,
  requestRelease,
  restrictionsOf,
  undoLast,
} from '@sekisho/ledger';
import type { ConsoleOperations, SwitchBars } from '../operations.ts';

export type Switch = SwitchBars;

const DAY_MS = 86_400_000;

/** What the commands do, straight on a ledger; no enforcer follows. */
export function ledgerOperations(
  ledger: Ledger,
  given: { switch: Switch; problems: Readonly<Record<string, string>> },
): ConsoleOperations {
  const now = Date.now;
  return {
    status: async () => ({
      process: {
        pid: 1,
        startedAt: now(),
        enforced: ['*'],
        target: given.switch.target,
        rules: 'r1',
        candidateRules: null,
        problems: given.problems,
      },
      records: { stored: 1, waiting: 0, newestAt: now() },
      alerts: { open: 1, openedInADay: 1 },
      restrictions: {},
      holds: await openHolds(ledger),
      ledgerProblem: null,
    }),
    bars: (of) => restrictionsOf(ledger, of, now() - DAY_MS),
    actual: () => Promise.resolve(given.switch),
    caseFile: async (caseId) => ({
      found: await readCase(ledger, caseId),
      contact: null,
      contacts: await contactsOf(ledger, caseId),
      notices: await noticesOf(ledger, caseId),
    }),
    bar: (request) => barByHand(ledger, { ...request, now: now() }),
    release: (request) => requestRelease(ledger, { ...request, now: now() }),
    undo: (request) => undoLast(ledger, { ...request, now: now() }),
    acknowledge: (request) => acknowledge(ledger, { ...request, now: now() }),
    verdict: (request) => giveVerdict(ledger, { ...request, now: now() }),
  };
}
