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

type LegName = Pick<ForgottenLeg, 'subscriber' | 'source' | 'callId'>;

interface StoredLeg extends StoredNumber, LegName {
  /** Epoch ms. */
  at: string;
  line: string;
  service: string;
  direction: Direction;
  legKind: LegKind;
  correlationId: string;
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
 * Asks the store for legs that memory knows by their identity alone. Of a domestic number only the
 * masked form was kept: that is what the further record gets too.
 */
export async function recallLegs(
  engine: Engine,
  legs: readonly ForgottenLeg[],
  partyOf: PartyOf,
): Promise<(RecalledLeg | undefined)[]> {
  // A call's records lie within the horizon of each other, and its start not long before them.
  const earliest = legs.map(({ startedAt, at }) => startedAt ?? at - 2 * HORIZON_MS);
  const latest = legs.map(({ startedAt, at }) => startedAt ?? at + HORIZON_MS);
  // Call ids are looked for by a hash: as themselves, being part of the sorting key, they would be
  // looked for in each mark of the index.
  const stored = await engine.query<StoredLeg>(
    `select subscriber, source, call_id as callId, toString(toUnixTimestamp64Milli(cdr.at)) as at,
            kind, called_number as number, called_masked as masked, iso2, country,
            line, service, direction, leg_kind as legKind, correlation_id as correlationId,
            toString(toUnixTimestamp64Milli(started_at)) as startedAt
       from cdr
      where subscriber in {subscribers:Array(String)}
        and cityHash64(call_id) in (select cityHash64(arrayJoin({callIds:Array(String)})))
        and started_at between fromUnixTimestamp64Milli({from:Int64}, 'UTC')
                           and fromUnixTimestamp64Milli({to:Int64}, 'UTC')
      order by \`offset\``,
    {
      subscribers: [...new Set(legs.map(({ subscriber }) => subscriber))],
      callIds: [...new Set(legs.map(({ callId }) => callId))],
      from: Math.min(...earliest),
      to: Math.max(...latest),
    },
  );
  const byLeg = Map.groupBy(stored, nameOf);
  return legs.map((leg) => {
    const first = byLeg.get(nameOf(leg))?.find((row) => isOf(leg, row));
    return first && recalledLeg(first, partyOf);
  });
}

function nameOf({ subscriber, source, callId }: LegName): string {
  return JSON.stringify([subscriber, source, callId]);
}

function isOf({ at, startedAt }: ForgottenLeg, row: StoredLeg): boolean {
  const isNear = Math.abs(Number(row.at) - at) <= HORIZON_MS;
  return isNear && (startedAt === undefined || Number(row.startedAt) === startedAt);
}

function recalledLeg(stored: StoredLeg, partyOf: PartyOf): RecalledLeg {
  const { line, service, direction, legKind } = stored;
  const correlationId = stored.correlationId || undefined;
  const told = { line: line || undefined, service, direction, legKind, correlationId };
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
