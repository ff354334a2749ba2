import { type Direction, HORIZON_MS, type LegKind } from '@sekisho/cdr';
import type { CalledKind, Engine } from '@sekisho/clickhouse';
import type { Destination } from '@sekisho/numbering';
import type { Told } from './leg-details.ts';
import type { ForgottenLeg } from './outcome.ts';
import type { Party, PartyOf } from './parties.ts';

/** A called number as it is stored. */
export interface StoredNumber {
  kind: CalledKind;
  number: string;
  masked: string;
  iso2: string;
  country: string;
}

interface StoredLeg extends StoredNumber {
  line: string;
  service: string;
  direction: Direction;
  legKind: LegKind;
  /** Epoch ms. */
  startedAt: string;
}

/** What a further record of a leg inherits that only the store remembers. */
export interface RecalledLeg {
  called: Party;
  told: Partial<Told>;
  /** Epoch ms. */
  startedAt: number;
}

/**
 * Asks the store for a leg that memory knows by its identity alone. Of a domestic number only the
 * masked form was kept: that is what the further record gets too.
 */
export async function recallLeg(
  engine: Engine,
  { subscriber, startedAt, source, callId, at }: ForgottenLeg,
  partyOf: PartyOf,
): Promise<RecalledLeg | undefined> {
  const [stored] = await engine.query<StoredLeg>(
    `select kind, called_number as number, called_masked as masked, iso2, country,
            line, service, direction, leg_kind as legKind,
            toString(toUnixTimestamp64Milli(started_at)) as startedAt
       from cdr
      where subscriber = {subscriber:String} and source = {source:String} and call_id = {callId:String}
        and started_at between fromUnixTimestamp64Milli({from:Int64}, 'UTC')
                           and fromUnixTimestamp64Milli({to:Int64}, 'UTC')
        and abs(toUnixTimestamp64Milli(cdr.at) - {at:Int64}) <= ${HORIZON_MS}
      order by \`offset\` limit 1`,
    // A call's records lie within the horizon of each other, and its start not long before them.
    {
      subscriber,
      source,
      callId,
      at,
      from: startedAt ?? at - 2 * HORIZON_MS,
      to: startedAt ?? at + HORIZON_MS,
    },
  );
  if (stored === undefined) return undefined;
  const { line, service, direction, legKind } = stored;
  const told = { line: line || undefined, service, direction, legKind };
  return { called: storedParty(stored, partyOf), told, startedAt: Number(stored.startedAt) };
}

/** Of a domestic number the masked form is all there is. */
export function storedParty(stored: StoredNumber, partyOf: PartyOf): Party {
  const isWhole = stored.number !== '' || stored.kind !== 'domestic';
  return isWhole ? partyOf(stored.number || stored.masked) : domesticParty(stored);
}

function domesticParty({ masked, iso2, country }: StoredNumber): Party {
  const destination: Destination = {
    prefix: null,
    countryCode: '',
    iso2,
    country,
    countryJa: null,
    class: 'country',
    milliYenPerMinute: null,
    unitSeconds: null,
    risk: [],
    index: -1,
    countryKey: iso2,
  };
  const understood = {
    kind: 'domestic',
    e164: null,
    destination,
    candidate: null,
    reasons: [],
  } as const;
  return { understood, masked, reference: undefined, full: undefined };
}
