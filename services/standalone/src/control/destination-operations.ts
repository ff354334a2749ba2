import type { Engine } from '@sekisho/clickhouse';
import { type Target, whyNoDestination } from '@sekisho/enforcer';
import {
  approveDestination,
  type DestinationRestriction,
  type Ledger,
  LedgerError,
  listDestinations,
  placeDestination,
  proposeDestination,
  releaseDestination,
} from '@sekisho/ledger';
import { destinationEvidence } from '../destinations/evidence.ts';
import { UsageError } from '../usage-error.ts';
import { noteDenied } from './note-denied.ts';

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
  /** Opens what an enforcer would restrict it with; nothing where nobody knows. */
  target?: (() => Target) | undefined;
  /** Called when a person has changed what is to be restricted. */
  onChange(): void;
  /** Epoch ms. */
  now(): number;
}

/** The enforcer asks its policy too. */
const HOME = '81';

export function createDestinationOperations(parts: DestinationParts): DestinationOperations {
  const { ledger, engine, target, onChange, now } = parts;
  const changing = async <T>(change: Promise<T>): Promise<T> => {
    const changed = await change;
    onChange();
    return changed;
  };
  const common = () => ({ homeCountryCode: HOME, now: now() });
  const asked = (
    operation: string,
    subject: string,
    { by, reason }: PersonAsking,
    work: () => Promise<DestinationRestriction>,
  ) => {
    const told = { operation: `destination.${operation}`, subject, by, reason, now: now() };
    return noteDenied(ledger, told, () => changing(work()));
  };
  return {
    async proposeDestination(wanted) {
      refuseWhatNobodyCan(target, wanted);
      if (engine === undefined) {
        throw new UsageError('who calls there is in ClickHouse; set CLICKHOUSE_URL too');
      }
      const evidence = await destinationEvidence(await engine(), wanted, now());
      return changing(proposeDestination(ledger, { ...wanted, ...common(), evidence }));
    },
    placeDestination: (wanted) =>
      asked('place', `${wanted.service} +${wanted.prefix}`, wanted, async () => {
        refuseWhatNobodyCan(target, wanted);
        return placeDestination(ledger, { ...wanted, ...common(), evidence: {} });
      }),
    approveDestination: (named) =>
      asked('approve', named.destinationId, named, () =>
        approveDestination(ledger, { ...named, now: now() }),
      ),
    releaseDestination: (named) =>
      asked('release', named.destinationId, named, () =>
        releaseDestination(ledger, { ...named, now: now() }),
      ),
    destinations: (of) => listDestinations(ledger, of),
  };
}

/** Two people would else approve what the enforcer then refuses. */
function refuseWhatNobodyCan(
  target: DestinationParts['target'],
  { service }: DestinationWanted,
): void {
  const why = target && whyNoDestination(target(), service);
  if (why !== undefined) throw new LedgerError('invalid', `${service}: ${why}`);
}
