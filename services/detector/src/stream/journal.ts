import type { Engine } from '@sekisho/clickhouse';
import { FILL_WITHIN } from './fill-within.ts';
import type { StoredEventRow } from './stored-event.ts';

/** Of each partition, the offset that the first record to be fetched has. */
export type Positions = ReadonlyMap<number, number>;

/**
 * One journalled event, as far as windows and further events of its leg need it: as few values as
 * it can be told in, since millions are read while nothing is decided. Times are epoch ms; 64-bit
 * integers may come as text.
 */
export interface JournalledEvent extends StoredEventRow {
  position: string | number;
  /** Whether rules count it: outbound, international and not barred. */
  counts: boolean | number;
  /** Country key, ISO code, prefix, class and risk lists, joined by `|`, the lists by commas. */
  destination: string;
  endedAt: string | number | null;
  talkMs: string | number;
  costMilliYen: string | number;
  /** Whether the cost is the switch's own. */
  rated: boolean | number;
  /** Of the called number. */
  calledRef: string;
  /** What a further event may leave out, joined by U+001F. */
  told: string;
  /** Barred calls are no evidence. */
  barred: boolean | number;
  /** Range, block, dialled form and whether its length is odd, joined by U+001F; `''` without. */
  marks: string;
  /** The country that a number which leads nowhere may have been meant for. */
  candidate: string;
  /** Epoch s. */
  writtenAt: number;
}

/** In the order in which `told` has them. */
const TOLD = ['direction', 'leg_kind', 'source_ip', 'user_agent', 'trunk', 'line'];

/** Of a journalled event: whether rules count it. */
export const COUNTS = "direction = 'outbound' and kind = 'international' and not barred";

/**
 * What was journalled of the partitions below their positions, in the order of their offsets, in
 * blocks. A row that was written twice may come twice.
 */
export function readJournal(
  engine: Engine,
  topic: string,
  positions: Positions,
): AsyncIterable<readonly JournalledEvent[]> {
  const millis = (column: string) => `toUnixTimestamp64Milli(journal.${column})`;
  const told = TOLD.map((column) => `toString(journal.${column})`).join(', ');
  return engine.rows<JournalledEvent>(
    `select partition, \`offset\` as position, subscriber, service, source, call_id as callId, event,
            ${COUNTS} as counts, barred,
            concat(country_key, '|', iso2, '|', journal.prefix, '|', class, '|',
                   arrayStringConcat(risk, ',')) as destination,
            ${millis('at')} as at, ${millis('started_at')} as startedAt,
            ${millis('answered_at')} as answeredAt, ${millis('ended_at')} as endedAt,
            talk_ms as talkMs, cost_milli_yen as costMilliYen, rated, correlation_id as correlationId,
            called_ref as calledRef, concatWithSeparator('\\x1f', ${told}) as told,
            if(called_range = '', '', concatWithSeparator('\\x1f', called_range, block_ref,
               toString(dial_form), toString(toUInt8(odd_length)))) as marks,
            if(kind = 'unknown', country_key, '') as candidate,
            toUnixTimestamp(ingested_at) as writtenAt
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
