import { parseColumnType, type TupleField } from './column-type.ts';
import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';
import { createRowBuffer, type RowBuffer } from './row-buffer.ts';
import { compileRow, type WriteRow } from './row-code.ts';

/** Writes rows of one table as RowBinary. */
export interface RowEncoder<Row> {
  readonly table: string;
  /** In the order of the bytes. */
  readonly columns: readonly string[];
  /** Since the last take. */
  readonly rows: number;
  readonly bytes: number;
  /** Throws `encode-value`, and leaves no half row, when a value does not fit its column. */
  append(row: Row): void;
  /** The bytes since the last take. They stay as they are until the next take. */
  take(): Uint8Array;
}

/** Derives the encoding from the table as it is, so that a new column is named in SQL alone. */
export async function createRowEncoder<Row>(
  engine: Engine,
  table: string,
): Promise<RowEncoder<Row>> {
  const columns = await insertedColumns(engine, table);
  return new DoubleBufferEncoder(table, columns);
}

async function insertedColumns(engine: Engine, table: string): Promise<TupleField[]> {
  const found = await engine.query<{ name: string; type: string }>(
    `select name, type from system.columns
      where database = currentDatabase() and table = {table:String}
        and default_kind not in ('MATERIALIZED', 'ALIAS')
      order by position`,
    { table },
  );
  if (found.length === 0) throw new EngineError('encode-column', `there is no table ${table}`);
  return found.map(({ name, type }) => ({ name, type: parseColumnType(type) }));
}

const SMALLEST = 65_536;
// What piled up while the server was gone is given back: a batch takes some 15 MB.
const LARGEST_KEPT = 67_108_864;

class DoubleBufferEncoder<Row> implements RowEncoder<Row> {
  readonly table: string;
  readonly columns: readonly string[];
  readonly #write: WriteRow<Row>;
  #filling: RowBuffer = createRowBuffer(SMALLEST);
  #taken: RowBuffer = createRowBuffer(SMALLEST);

  constructor(table: string, columns: readonly TupleField[]) {
    this.table = table;
    this.columns = columns.map(({ name }) => name);
    this.#write = compileRow(table, columns);
  }

  get rows(): number {
    return this.#filling.rows;
  }

  get bytes(): number {
    return this.#filling.end;
  }

  append(row: Row): void {
    this.#write(this.#filling, row);
  }

  take(): Uint8Array {
    const taken = this.#filling;
    this.#filling =
      this.#taken.bytes.length > LARGEST_KEPT ? createRowBuffer(SMALLEST) : this.#taken;
    this.#taken = taken;
    this.#filling.end = 0;
    this.#filling.rows = 0;
    return taken.bytes.subarray(0, taken.end);
  }
}
