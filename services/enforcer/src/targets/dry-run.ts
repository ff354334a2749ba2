import {
  deleteDryRunBarring,
  dryRunBarrings,
  type Ledger,
  putDryRunBarring,
} from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import { dryRunDestinations } from './dry-run-destinations.ts';
import type { Held, Target } from './target.ts';

/** It says what it would do of all that a policy can ask. */
const CAN = {
  expireByItself: true,
  readBack: true,
  list: true,
  teardown: true,
  destination: true,
  forwarding: false,
  allBut: true,
} as const;

/** Touches no line: remembers in the ledger, and says in the log, what it would do. */
export function createDryRunTarget(ledger: Ledger, log: Log, now: () => number): Target {
  const held = async ({ key }: { key: string }): Promise<Held | undefined> => {
    const found = (await dryRunBarrings(ledger, now())).find((barring) => barring.key === key);
    return found && { until: found.until, priorState: null, reference: null };
  };
  return {
    name: 'dry-run',
    can: CAN,
    async apply({ key, service, subscriber, scope, until, allowed, teardown }) {
      await putDryRunBarring(ledger, { key, service, subscriber, scope, until });
      const barring = { key, service, subscriber, scope, until, allowed, teardown };
      log.info({ barring }, 'would bar');
      return { until, priorState: null, reference: null };
    },
    readBack: held,
    async release({ key, service, subscriber, scope }) {
      await deleteDryRunBarring(ledger, key);
      log.info({ barring: { key, service, subscriber, scope } }, 'would release');
    },
    list: () => dryRunBarrings(ledger, now()),
    destinations: dryRunDestinations(ledger, log, now),
    close: () => undefined,
  };
}
