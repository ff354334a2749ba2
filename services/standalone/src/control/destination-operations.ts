import type { Engine } from '@sekisho/clickhouse';
import {
  approveDestination,
  type DestinationRestriction,
  type Ledger,
  listDestinations,
  placeDestination,
  proposeDestination,
  releaseDestination,
} from '@sekisho/ledger';
import { destinationEvidence } from '../destinations/evidence.ts';
import { UsageError } from '../usage-error.ts';

interface PersonAsking {
  by: string;
  /** In the person's words. */
  reason: string;
}

interface DestinationWanted extends PersonAsking {
  service: string;
  /** Digits from the country code on. */
  prefix: string;
  forMs: number;
  /** Subscribers who may call there all the same. */
  exceptions: readonly string[];
}

interface DestinationNamed extends PersonAsking {
  destinationId: string;
}

/** What persons ask about destinations of a whole service. All throw LedgerError. */
export interface DestinationOperations {
  /** With what the store knows of the callers there. */
  proposeDestination(wanted: DestinationWanted): Promise<DestinationRestriction>;
  placeDestination(wanted: DestinationWanted): Promise<DestinationRestriction>;
  approveDestination(asked: DestinationNamed): Promise<DestinationRestriction>;
  releaseDestination(asked: DestinationNamed): Promise<DestinationRestriction>;
  destinations(of: 'live' | 'all'): Promise<DestinationRestriction[]>;
}

export interface DestinationParts {
  ledger: Ledger;
  /** Opens the store; `undefined` where nobody has said which. */
  engine: (() => Promise<Engine>) | undefined;
  /** Called when a person has changed what is to be restricted. */
  onChange(): void;
  /** Epoch ms. */
  now(): number;
}

/** The enforcer asks its policy too. */
const HOME = '81';

export function createDestinationOperations(parts: DestinationParts): DestinationOperations {
  const { ledger, engine, onChange, now } = parts;
  const changing = async <T>(change: Promise<T>): Promise<T> => {
    const changed = await change;
    onChange();
    return changed;
  };
  const common = () => ({ homeCountryCode: HOME, now: now() });
  return {
    async proposeDestination(wanted) {
      if (engine === undefined) {
        throw new UsageError('who calls there is in ClickHouse; set CLICKHOUSE_URL too');
      }
      const evidence = await destinationEvidence(await engine(), wanted, now());
      return changing(proposeDestination(ledger, { ...wanted, ...common(), evidence }));
    },
    placeDestination: async (wanted) =>
      changing(placeDestination(ledger, { ...wanted, ...common(), evidence: {} })),
    approveDestination: (asked) => changing(approveDestination(ledger, { ...asked, now: now() })),
    releaseDestination: (asked) => changing(releaseDestination(ledger, { ...asked, now: now() })),
    destinations: (of) => listDestinations(ledger, of),
  };
}
