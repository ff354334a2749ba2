import { HORIZON_MS } from '@sekisho/cdr';
import type { Engine } from './engine.ts';
import { identifier } from './quote.ts';

/** Where rows wait that may belong to a leg which is stored already under another start. */
export const INCOMING = 'cdr_incoming';

export async function createIncoming(engine: Engine): Promise<void> {
  await engine.command(`create or replace table ${INCOMING} as cdr engine = Memory`);
}

export async function emptyIncoming(engine: Engine): Promise<void> {
  await engine.command(`truncate table ${INCOMING}`);
}

/**
 * Moves the waiting rows into `cdr`, each under the start of its leg's first accepted record:
 * `started_at` is part of the identity of a row, so one leg would otherwise stand in two. Each row
 * finds at least itself. A call id seen again beyond the horizon is another leg.
 */
export async function adoptIncoming(engine: Engine, columns: readonly string[]): Promise<void> {
  const values = columns.map((column) =>
    column === 'started_at' ? 'f.first_start' : `i.${identifier(column)}`,
  );
  await engine.command(
    `insert into cdr (${columns.map(identifier).join(', ')})
     select ${values.join(', ')}
       from ${INCOMING} as i
       inner join (
         select i.topic, i.partition, i.\`offset\`, argMin(k.started_at, k.\`offset\`) as first_start
           from ${INCOMING} as i
           inner join (
             select subscriber, source, call_id, started_at, at, \`offset\` from cdr
              where subscriber in (select subscriber from ${INCOMING})
                and call_id in (select call_id from ${INCOMING})
             union all
             select subscriber, source, call_id, started_at, at, \`offset\` from ${INCOMING}
           ) as k on k.subscriber = i.subscriber and k.source = i.source and k.call_id = i.call_id
          where abs(toUnixTimestamp64Milli(k.at) - toUnixTimestamp64Milli(i.at)) <= ${HORIZON_MS}
          group by i.topic, i.partition, i.\`offset\`
       ) as f on f.topic = i.topic and f.partition = i.partition and f.\`offset\` = i.\`offset\``,
  );
}
