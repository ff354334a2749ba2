import { type Cdr, reject, resolveTimes } from '@sekisho/cdr';
import { type Directory, Owners } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import { buildRow } from './build-row.ts';
import { createNumberMarks, dialForm } from './call-marks.ts';
import type { Counters } from './counters.ts';
import type { Identified, Identities } from './identify.ts';
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

/** Whether `enrich` would ask for the leg of a record as things stand; it leaves no trace. */
export type Foresee = (cdr: Cdr) => ForgottenLeg | undefined;

/** The step that completes a record: whose it is, whether it is new, where it leads, its price. */
export function createEnrich(parts: EnrichParts): { enrich: Enrich; foresee: Foresee } {
  const { subscribers, identities, directory, counters, numbering, partyOf } = parts;
  const owners = new Owners({ directory, e164Of: (line) => partyOf(line).understood.e164 });
  const keyId = parts.numberKey.id;
  const marksOf = createNumberMarks(numbering, parts.numberKey);

  return { enrich, foresee };

  function foresee(cdr: Cdr): ForgottenLeg | undefined {
    const { subscriber } = owners.of(cdr);
    const identified = identities.identify(subscribers.of(subscriber), cdr);
    const { isDuplicate, told, startedAt } = identified;
    if (isDuplicate || told !== undefined) return undefined;
    const lacksNumber = cdr.called === undefined && mayBeStored(identified);
    if (!lacksNumber && !lacksCall(identified, cdr)) return undefined;
    return forgotten(cdr, subscriber, startedAt);
  }

  function mayBeStored({ startedAt }: Identified): boolean {
    return startedAt !== undefined || !parts.isComplete();
  }

  function enrich(
    cdr: Cdr,
    position: Position,
    recalled?: RecalledLeg | null,
  ): Outcome | ForgottenLeg {
    const owner = owners.of(cdr);
    const { subscriber } = owner;
    const subscriberIndex = subscribers.of(subscriber);
    const identified = identities.identify(subscriberIndex, cdr);
    if (identified.isDuplicate) return DUPLICATE;
    const { told, isLate } = identified;
    const earlier = told?.cdr ?? recalled?.told;
    const filled = earlier === undefined ? cdr : inherit(cdr, earlier);
    const party =
      filled.called === undefined ? (told?.party ?? recalled?.called) : partyOf(filled.called);
    const known = identified.startedAt ?? recalled?.startedAt;
    if (recalled === undefined && lacksCall(identified, filled))
      return forgotten(cdr, subscriber, identified.startedAt);
    if (party === undefined) {
      const isAsked = recalled !== undefined || !mayBeStored(identified);
      if (isAsked) return reject('missing-field', 'called');
      return forgotten(cdr, subscriber, identified.startedAt);
    }
    if (!owner.isKnown) counters.unknownLines++;
    owners.follow(cdr, owner);
    const times = resolveTimes(filled, known);
    const call = identities.callKeyOf(identified, filled.correlationId, party.reference);
    if (!isLate) identities.accept(subscriberIndex, filled, identified, call, times.startedAt);
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
    if (row.direction === 'outbound') {
      const marks = marksOf(party);
      row.calledRange = marks?.range;
      row.blockRef = marks?.blockRef;
      row.oddLength = marks?.isOddLength ?? false;
      row.dialForm = dialForm(filled.called, understood);
    }
    const isFurther = identified.startedAt !== undefined;
    return { outcome: 'ok', row, understood, subscriberIndex, traits, call, isFurther };
  }
}

/** Whether the leg is one of several of a call, and neither the record nor memory tells which. */
function lacksCall({ wasCorrelated, told }: Identified, { correlationId }: Cdr): boolean {
  return wasCorrelated === true && told === undefined && correlationId === undefined;
}

/** The store can tell the number of a leg that it knows. */
function forgotten(
  { source, callId, at }: Cdr,
  subscriber: string,
  startedAt: number | undefined,
): ForgottenLeg {
  return { outcome: 'forgotten', subscriber, source, callId, at, startedAt };
}
