import { randomBytes } from 'node:crypto';
import { HORIZON_MS } from '@sekisho/cdr';
import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';
import { identifier } from './quote.ts';

const PREFIX = 'cdr_incoming_';
const DEAD_AFTER_MS = 86_400_000;

/** Drops what writers left that died. One that lives and loses its table makes it anew. */
export async function dropAbandoned(engine: Engine, now: number): Promise<void> {
  const before = Math.floor((now - DEAD_AFTER_MS) / 1000);
  const abandoned = await engine.query<{ name: string }>(
    `select name from system.tables
      where database = currentDatabase() and startsWith(name, {prefix:String})
        and toUnixTimestamp(metadata_modification_time) < {before:UInt32}`,
    { prefix: PREFIX, before },
  );
  for (const { name } of abandoned) await drop(engine, name);
}

/**
 * Where the rows of one writer wait that may belong to a leg which is stored already under another
 * start. They wait in memory: what the server forgets is noticed, and inserted again.
 */
export class WaitingRows {
  readonly #engine: Engine;
  readonly #columns: readonly string[];
  readonly #table = PREFIX + randomBytes(8).toString('hex');
  #isEmpty = false;
  #isUsed = false;

  constructor(engine: Engine, columns: readonly string[]) {
    this.#engine = engine;
    this.#columns = columns;
  }

  /** Moves the rows into `cdr`. After a failure it may be done again with the same rows. */
  async adopt(bytes: Uint8Array, rows: number): Promise<void> {
    try {
      await this.#adopt(bytes, rows);
    } catch (error) {
      if (!isForgotten(error)) throw error;
      await this.#adopt(bytes, rows);
    }
  }

  async #adopt(bytes: Uint8Array, rows: number): Promise<void> {
    if (!this.#isEmpty) await this.#make();
    this.#isEmpty = false;
    await this.#engine.insertRowBinary(this.#table, this.#columns, bytes);
    await this.#engine.command(moveInto(this.#table, this.#columns), { rows });
    await this.#engine.command(`truncate table ${this.#table}`);
    this.#isEmpty = true;
  }

  async close(): Promise<void> {
    if (this.#isUsed) await drop(this.#engine, this.#table);
    this.#isEmpty = false;
    this.#isUsed = false;
  }

  async #make(): Promise<void> {
    this.#isUsed = true;
    await this.#engine.command(`create table if not exists ${this.#table} as cdr engine = Memory`);
    await this.#engine.command(`truncate table ${this.#table}`);
  }
}

// throwIf, or no such table: the server began anew since the insert, or the table was dropped.
function isForgotten(error: unknown): boolean {
  if (!(error instanceof EngineError) || !(error.cause instanceof Error)) return false;
  return 'code' in error.cause && ['395', '60'].includes(`${error.cause.code}`);
}

// At once: else the engine keeps a dropped table, with its rows, for minutes.
async function drop(engine: Engine, table: string): Promise<void> {
  await engine.command(`drop table if exists ${identifier(table)} sync`);
}

/**
 * Each row goes under the start of its leg's first accepted record: `started_at` is part of the
 * identity of a row, so one leg would otherwise stand in two. Each row finds at least itself. A
 * call id seen again beyond the horizon is another leg.
 *
 * The count is asked in a subquery of its own, which is answered also when there are no rows. Call
 * ids are looked for by a hash: as themselves, being part of the sorting key, they would be looked
 * for in each mark of the index, which takes as long as reading. The join compares them.
 */
function moveInto(table: string, columns: readonly string[]): string {
  const values = columns.map((column) =>
    column === 'started_at' ? 'f.first_start' : `i.${identifier(column)}`,
  );
  return `
    insert into cdr (${columns.map(identifier).join(', ')})
    select ${values.join(', ')}
      from ${table} as i
      inner join (
        select i.topic, i.partition, i.\`offset\`, argMin(k.started_at, k.\`offset\`) as first_start
          from ${table} as i
          inner join (
            select subscriber, source, call_id, started_at, at, \`offset\` from cdr
             where subscriber in (select subscriber from ${table})
               and cityHash64(call_id) in (select cityHash64(call_id) from ${table})
            union all
            select subscriber, source, call_id, started_at, at, \`offset\` from ${table}
          ) as k on k.subscriber = i.subscriber and k.source = i.source and k.call_id = i.call_id
         where abs(toUnixTimestamp64Milli(k.at) - toUnixTimestamp64Milli(i.at)) <= ${HORIZON_MS}
         group by i.topic, i.partition, i.\`offset\`
      ) as f on f.topic = i.topic and f.partition = i.partition and f.\`offset\` = i.\`offset\`
     where (select throwIf(count() != {rows:UInt64}, 'waiting rows were lost') from ${table}) = 0`;
}
