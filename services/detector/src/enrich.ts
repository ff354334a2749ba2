import { type Cdr, reject, resolveTimes } from '@sekisho/cdr';
import { type Directory, Owners } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import { buildRow } from './build-row.ts';
import type { Counters } from './counters.ts';
import type { Identities } from './identify.ts';
import { inherit } from './leg-details.ts';
import type { NumberKey } from './number-key.ts';
import { DUPLICATE, type ForgottenLeg, type Outcome } from './outcome.ts';
import type { PartyOf } from './parties.ts';
import type { Position } from './position.ts';
import { price } from './price.ts';
import type { RecalledLeg } from './recall.ts';
import type { SubscriberIndex } from './subscriber-index.ts';
import { traitsOf } from './traits.ts';

export interface EnrichParts {
  numbering: Numbering;
  directory: Directory;
  subscribers: SubscriberIndex;
  identities: Identities;
  numberKey: NumberKey;
  partyOf: PartyOf;
  counters: Counters;
  /** Whether every leg that the store holds is known here, by its identity at least. */
  isComplete(): boolean;
}

/**
 * @param recalled what the store knows of a leg that memory has forgotten; `null` where it was
 * asked and knows nothing either
 */
export type Enrich = (
  cdr: Cdr,
  position: Position,
  recalled?: RecalledLeg | null,
) => Outcome | ForgottenLeg;

/** The step that completes a record: whose it is, whether it is new, where it leads, its price. */
export function createEnrich(parts: EnrichParts): Enrich {
  const { subscribers, identities, directory, counters, numbering, partyOf } = parts;
  const owners = new Owners({ directory, e164Of: (line) => partyOf(line).understood.e164 });
  const keyId = parts.numberKey.id;

  return function enrich(cdr, position, recalled) {
    const owner = owners.of(cdr);
    const { subscriber } = owner;
    const subscriberIndex = subscribers.of(subscriber);
    const identified = identities.identify(subscriberIndex, cdr);
    if (identified.isDuplicate) return DUPLICATE;
    const { told, isLate, callKey } = identified;
    const earlier = told?.cdr ?? recalled?.told;
    const filled = earlier === undefined ? cdr : inherit(cdr, earlier);
    const party =
      filled.called === undefined ? (told?.party ?? recalled?.called) : partyOf(filled.called);
    const known = identified.startedAt ?? recalled?.startedAt;
    if (party === undefined) {
      const mayBeStored = identified.startedAt !== undefined || !parts.isComplete();
      if (!mayBeStored || recalled !== undefined) return reject('missing-field', 'called');
      return forgotten(cdr, subscriber, identified.startedAt);
    }
    if (!owner.isKnown) counters.unknownLines++;
    owners.follow(cdr, owner);
    const times = resolveTimes(filled, known);
    if (!isLate) identities.accept(subscriberIndex, filled, identified, times.startedAt);
    const cost = price(filled, party, times.talkMs, numbering, counters);
    const traits = traitsOf(directory, subscriber, filled.service, times.startedAt);
    const { understood } = party;
    const row = buildRow({
      cdr: filled,
      traits,
      times,
      party,
      cost,
      position,
      keyId,
      isLate,
      partyOf,
    });
    return { outcome: 'ok', row, understood, subscriberIndex, traits, callKey };
  };
}

/** The store can tell the number of a leg that it knows. */
function forgotten(
  { source, callId, at }: Cdr,
  subscriber: string,
  startedAt: number | undefined,
): ForgottenLeg {
  return { outcome: 'forgotten', subscriber, source, callId, at, startedAt };
}
