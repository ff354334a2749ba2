import {
  deleteDryRunDestination,
  findDryRunDestination,
  type Ledger,
  putDryRunDestination,
} from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import type { DestinationTarget } from './target.ts';

/** Restricts no destination: remembers in the ledger, and says in the log, what it would do. */
export function dryRunDestinations(ledger: Ledger, log: Log, now: () => number): DestinationTarget {
  return {
    async apply({ service, prefix, until, exceptions }) {
      const destination = { service, prefix, until, exceptions };
      await putDryRunDestination(ledger, destination);
      log.info({ destination }, 'would restrict');
      return { until, priorState: null, reference: null };
    },
    async readBack({ service, prefix }) {
      const found = await findDryRunDestination(ledger, { service, prefix }, now());
      return found && { until: found.until, priorState: null, reference: null };
    },
    async release({ service, prefix }) {
      await deleteDryRunDestination(ledger, { service, prefix });
      log.info({ destination: { service, prefix } }, 'would open');
    },
  };
}
