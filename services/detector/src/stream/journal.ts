import type { CdrEvent, Direction, LegKind } from '@sekisho/cdr';
import type { Engine } from '@sekisho/clickhouse';
import { FILL_WITHIN } from './fill-within.ts';

/** Of each partition, the offset that the first record to be fetched has. */
export type Positions = ReadonlyMap<number, number>;

/** One journalled event, as far as windows and further events of its leg need it. Times are text. */
export interface JournalledEvent {
  partition: number;
  position: string | number;
  subscriber: string;
  service: string;
  source: string;
  callId: string;
  event: CdrEvent;
  direction: Direction;
  legKind: LegKind;
  kind: string;
  iso2: string;
  countryKey: string;
  prefix: string;
  class: string;
  risk: string;
  at: string | number;
  startedAt: string | number;
  answeredAt: string | number | null;
  endedAt: string | number | null;
  talkMs: string | number;
  costMilliYen: string | number;
  barred: boolean;
  correlationId: string;
  sourceIp: string;
  userAgent: string;
  trunk: string;
}

/**
 * What was journalled of the partitions below their positions, in the order of their offsets, in
 * blocks. A row that was written twice may come twice.
 */
export function readJournal(
  engine: Engine,
  topic: string,
  positions: Positions,
): AsyncIterable<readonly JournalledEvent[]> {
  const open = (column: string) => `if(event = 'stop', '', ${column})`;
  const millis = (column: string) => `toUnixTimestamp64Milli(${column})`;
  return engine.rows<JournalledEvent>(
    `select partition, \`offset\` as position, subscriber, service, source, call_id as callId,
            event, direction, leg_kind as legKind, kind, iso2, country_key as countryKey, prefix,
            class, arrayStringConcat(journal.risk, ',') as risk,
            ${millis('journal.at')} as at, ${millis('started_at')} as startedAt,
            ${millis('answered_at')} as answeredAt, ${millis('ended_at')} as endedAt,
            talk_ms as talkMs, cost_milli_yen as costMilliYen, barred,
            correlation_id as correlationId, ${open('source_ip')} as sourceIp,
            ${open('user_agent')} as userAgent, ${open('journal.trunk')} as trunk
       from journal
      where topic = {topic:String} and ${belowPositions(positions)} and not late and ${FILL_WITHIN}
      order by topic, partition, \`offset\``,
    { topic },
  );
}

/** A condition for the rows of partitions below their positions. */
export function belowPositions(positions: Positions): string {
  const each = [...positions].map(
    ([partition, next]) => `(partition = ${partition} and \`offset\` < ${next})`,
  );
  return each.length === 0 ? 'false' : `(${each.join(' or ')})`;
}
