import type { Engine } from '@sekisho/clickhouse';
import type { PartyOf } from '../parties.ts';
import type { Partition } from '../partition.ts';
import { type StoredNumber, storedParty } from '../recall.ts';
import type { FeedDelays } from './feed-delays.ts';
import { FILL_WITHIN } from './fill-within.ts';
import { belowPositions, type Positions } from './journal.ts';
import { type StoredEventRow, type StoredTold, storedCdr } from './stored-event.ts';

/** Rows of `cdr` that the journal does not have too. */
export const NOT_JOURNALLED = "kind not in ('international', 'unknown') and direction = 'outbound'";

/** A call that is up for longer is taken to be over. */
const UP_FOR = 'interval 1 day';

interface StoredClock {
  partition: number;
  subscriber: string;
  newest: string | number;
  writtenAt: string | number;
}

/** Advances each subscriber's clock by what the journal leaves out. */
export async function fillClocks(
  engine: Engine,
  topic: string,
  positions: Positions,
  partitions: ReadonlyMap<number, Partition>,
  delays: FeedDelays,
): Promise<void> {
  const blocks = engine.rows<StoredClock>(
    `select partition, subscriber, max(toUnixTimestamp64Milli(cdr.at)) as newest,
            argMax(toUnixTimestamp(ingested_at), cdr.at) as writtenAt
       from cdr
      where topic = {topic:String} and ${belowPositions(positions)} and not late and ${FILL_WITHIN}
        and ${NOT_JOURNALLED}
      group by partition, subscriber`,
    { topic },
  );
  for await (const block of blocks) {
    for (const { partition, subscriber, newest, writtenAt } of block) {
      const { subscribers, clock } = partitions.get(partition)!;
      const at = Number(newest);
      subscribers.advance(subscribers.of(subscriber), at);
      delays.note(partition, at, Number(writtenAt) * 1000);
      clock.now = Math.max(clock.now, at);
    }
  }
}

interface OpenLeg extends StoredEventRow, StoredNumber, Required<StoredTold> {}

/**
 * Takes in what the journal leaves out of the legs that may still be up, and those that it leaves
 * out: what their stops do not say is inherited, and the store need not be asked for it.
 */
export async function fillOpenLegs(
  engine: Engine,
  topic: string,
  positions: Positions,
  partitions: ReadonlyMap<number, Partition>,
  partyOf: PartyOf,
): Promise<void> {
  const within = `topic = {topic:String} and ${belowPositions(positions)} and not late
        and ingested_at > now() - ${UP_FOR}`;
  const identity = '(subscriber, source, call_id)';
  const blocks = engine.rows<OpenLeg>(
    `select partition, subscriber, source, call_id as callId, event,
            toUnixTimestamp64Milli(cdr.at) as at, toUnixTimestamp64Milli(started_at) as startedAt,
            toUnixTimestamp64Milli(answered_at) as answeredAt, service, line, direction,
            leg_kind as legKind, correlation_id as correlationId, source_ip as sourceIp,
            user_agent as userAgent, cdr.trunk as trunk,
            kind, called_number as number, called_masked as masked, iso2, country
       from cdr
      where ${within} and event != 'stop'
        and ${identity} not in (
          select ${identity} from cdr
           where ${within} and event = 'stop'
             and ${identity} in (select ${identity} from cdr where ${within} and event != 'stop')
        )
      order by partition, \`offset\``,
    { topic },
  );
  for await (const block of blocks) {
    for (const leg of block) takeOpenLeg(partitions.get(leg.partition)!, leg, partyOf);
  }
}

function takeOpenLeg({ subscribers, identities }: Partition, leg: OpenLeg, partyOf: PartyOf): void {
  const subscriber = subscribers.of(leg.subscriber);
  const cdr = storedCdr(leg, leg, undefined);
  const identified = identities.identify(subscriber, cdr);
  if (!identified.isDuplicate) {
    const call = identities.callKeyOf(identified, cdr.correlationId, undefined);
    identities.accept(subscriber, cdr, identified, call, Number(leg.startedAt));
  }
  identities.tell(subscriber, cdr, storedParty(leg, partyOf));
}

type StoredIdentity = Pick<
  StoredEventRow,
  'partition' | 'subscriber' | 'source' | 'callId' | 'event' | 'at' | 'startedAt' | 'correlationId'
>;

/**
 * Takes in which records of the legs that the journal leaves out are stored. Until that is done
 * memory is not complete: rows of legs that it does not know are matched in the store.
 */
export async function fillIdentities(
  engine: Engine,
  topic: string,
  positions: Positions,
  partitionOf: (partition: number) => Partition | undefined,
): Promise<void> {
  const blocks = engine.rows<StoredIdentity>(
    `select partition, subscriber, source, call_id as callId, event,
            toUnixTimestamp64Milli(cdr.at) as at, toUnixTimestamp64Milli(started_at) as startedAt,
            correlation_id as correlationId
       from cdr
      where topic = {topic:String} and ${belowPositions(positions)} and not late and ${FILL_WITHIN}
        and ${NOT_JOURNALLED}`,
    { topic },
  );
  for await (const block of blocks) {
    for (const { partition, subscriber, source, callId, event, ...row } of block) {
      const of = partitionOf(partition);
      const at = Number(row.at);
      const startedAt = Number(row.startedAt);
      const isCorrelated = row.correlationId !== '';
      const stored = { source, callId, event, at, startedAt, isCorrelated };
      of?.identities.restore(of.subscribers.of(subscriber), stored);
    }
  }
}
