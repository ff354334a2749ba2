import type { Engine } from '@sekisho/clickhouse';
import { NOT_JOURNALLED } from '../stream/stored-legs.ts';
import type { StoredRecord } from './stored-record.ts';

/** Records whose `at` lies from `from` to before `until`, epoch ms. */
export interface Span {
  from: number;
  until: number;
}

/** One partition of a topic, and where its records of a span begin and end. */
export interface FeedRange {
  topic: string;
  partition: number;
  first: number;
  last: number;
}

// No record comes more than ten minutes before its time, so what was written earlier is not read.
const WRITTEN = "ingested_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') - interval 1 day";

const WITHIN = (table: string) => `not late and ${WRITTEN}
        and ${table}.at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        and ${table}.at < fromUnixTimestamp64Milli({until:Int64}, 'UTC')`;

export async function readRanges(engine: Engine, span: Span): Promise<FeedRange[]> {
  const found = await engine.query<Record<'topic' | 'partition' | 'first' | 'last', string>>(
    `select topic, partition, min(\`offset\`) as first, max(\`offset\`) as last from cdr
      where ${WITHIN('cdr')} group by topic, partition order by topic, partition`,
    { ...span },
  );
  return found.map(({ topic, partition, first, last }) => ({
    topic,
    partition: Number(partition),
    first: Number(first),
    last: Number(last),
  }));
}

/** The stored records of some offsets, in their order. */
export async function readPage(
  engine: Engine,
  span: Span,
  { topic, partition }: Pick<FeedRange, 'topic' | 'partition'>,
  from: number,
  to: number,
): Promise<StoredRecord[]> {
  const blocks = engine.rows<StoredRecord>(
    `select * from (
       ${JOURNALLED} and ${WITHIN('journal')}
       union all
       ${OTHERS} and ${NOT_JOURNALLED} and ${WITHIN('cdr')}
     ) order by position`,
    { ...span, topic, partition, first: from, next: to },
  );
  const records: StoredRecord[] = [];
  for await (const block of blocks) for (const record of block) records.push(record);
  return records;
}

const HERE = `topic = {topic:String} and partition = {partition:UInt32}
        and \`offset\` >= {first:UInt64} and \`offset\` < {next:UInt64}`;

const COMMON = (table: string) => {
  const millis = (column: string, name: string) =>
    `toUnixTimestamp64Milli(${table}.${column}) as ${name}`;
  return `\`offset\` as position, partition, toUnixTimestamp(ingested_at) as writtenAt,
            subscriber, service, line, source, call_id as callId, event,
            ${millis('at', 'at')}, ${millis('started_at', 'startedAt')},
            ${millis('answered_at', 'answeredAt')}, ${millis('ended_at', 'endedAt')},
            direction, leg_kind as legKind, kind, barred, correlation_id as correlationId,
            source_ip as sourceIp, user_agent as userAgent, ${table}.trunk as trunk`;
};

const JOURNALLED = `select ${COMMON('journal')},
            concat(country_key, '|', iso2, '|', journal.prefix, '|', class, '|',
                   arrayStringConcat(risk, ',')) as destination,
            if(kind = 'unknown', country_key, '') as candidate,
            talk_ms as talkMs, cost_milli_yen as costMilliYen, rated,
            called_ref as calledRef, called_range as calledRange, block_ref as blockRef,
            toString(dial_form) as dialForm, odd_length as oddLength
       from journal where ${HERE}`;

const OTHERS = `select ${COMMON('cdr')},
            '' as destination, '' as candidate,
            toUInt64(duration_sec * 1000) as talkMs, toInt64(cost_jpy * 1000) as costMilliYen,
            cost_source = 'switch' as rated,
            '' as calledRef, '' as calledRange, '' as blockRef, '' as dialForm, false as oddLength
       from cdr where ${HERE}`;
