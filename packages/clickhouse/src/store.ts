import { adoptIncoming, createIncoming, emptyIncoming, INCOMING } from './adoption.ts';
import type { Engine } from './engine.ts';
import { createRowEncoder, type RowEncoder } from './row-encoder.ts';
import type { AlertVersionRow, CdrRow, JournalRow } from './rows.ts';

/** Collects rows of the three tables and inserts them together. */
export interface Store {
  /** Not yet durable, those of a flush in flight included. */
  readonly pendingRows: number;
  readonly pendingBytes: number;
  appendCdr(row: CdrRow): void;
  /** For a row whose leg may be stored already: it gets the start under which its leg stands. */
  adoptCdr(row: CdrRow): void;
  appendJournal(row: JournalRow): void;
  appendAlertVersion(row: AlertVersionRow): void;
  /**
   * Durable, when it resolves, is all that was appended before the call: `cdr`, then `journal`,
   * then `alert_version`. After a failure the rows are kept, and the next flush begins with them;
   * what it inserts twice, the tables hold once.
   */
  flush(): Promise<void>;
}

export async function openStore(engine: Engine): Promise<Store> {
  await createIncoming(engine);
  return new TableStore(
    engine,
    await createRowEncoder<CdrRow>(engine, INCOMING),
    await createRowEncoder<CdrRow>(engine, 'cdr'),
    await createRowEncoder<JournalRow>(engine, 'journal'),
    await createRowEncoder<AlertVersionRow>(engine, 'alert_version'),
  );
}

interface Batch {
  table: string;
  columns: readonly string[];
  rows: number;
  bytes: Uint8Array;
}

class TableStore implements Store {
  readonly #engine: Engine;
  readonly #incoming: RowEncoder<CdrRow>;
  readonly #cdr: RowEncoder<CdrRow>;
  readonly #journal: RowEncoder<JournalRow>;
  readonly #alertVersion: RowEncoder<AlertVersionRow>;
  readonly #encoders: readonly Batchable[];
  #inserting: Batch[] = [];
  #flushed: Promise<void> = Promise.resolve();

  constructor(
    engine: Engine,
    incoming: RowEncoder<CdrRow>,
    cdr: RowEncoder<CdrRow>,
    journal: RowEncoder<JournalRow>,
    alertVersion: RowEncoder<AlertVersionRow>,
  ) {
    this.#engine = engine;
    this.#incoming = incoming;
    this.#cdr = cdr;
    this.#journal = journal;
    this.#alertVersion = alertVersion;
    this.#encoders = [cdr, incoming, journal, alertVersion];
  }

  get pendingRows(): number {
    return total(this.#encoders.map(rowsOf)) + total(this.#inserting.map(rowsOf));
  }

  get pendingBytes(): number {
    const inserting = this.#inserting.map(({ bytes }) => bytes.length);
    return total(this.#encoders.map(({ bytes }) => bytes)) + total(inserting);
  }

  appendCdr(row: CdrRow): void {
    this.#cdr.append(row);
  }

  adoptCdr(row: CdrRow): void {
    this.#incoming.append(row);
  }

  appendJournal(row: JournalRow): void {
    this.#journal.append(row);
  }

  appendAlertVersion(row: AlertVersionRow): void {
    this.#alertVersion.append(row);
  }

  flush(): Promise<void> {
    const flushing = this.#flushed.then(() => this.#flush());
    this.#flushed = flushing.catch(() => undefined);
    return flushing;
  }

  async #flush(): Promise<void> {
    await this.#insert();
    this.#inserting = this.#encoders.filter(({ rows }) => rows > 0).map(batchOf);
    await this.#insert();
  }

  /** An encoder's bytes last until its next take, which comes only when all are inserted. */
  async #insert(): Promise<void> {
    for (let batch = this.#inserting[0]; batch !== undefined; batch = this.#inserting[0]) {
      if (batch.table === INCOMING) await this.#adopt(batch);
      else await this.#engine.insertRowBinary(batch.table, batch.columns, batch.bytes);
      this.#inserting.shift();
    }
  }

  // Emptied first too: a flush that failed half way is tried again from its beginning.
  async #adopt({ table, columns, bytes }: Batch): Promise<void> {
    await emptyIncoming(this.#engine);
    await this.#engine.insertRowBinary(table, columns, bytes);
    await adoptIncoming(this.#engine, columns);
    await emptyIncoming(this.#engine);
  }
}

type Batchable = Omit<RowEncoder<never>, 'append'>;

function batchOf(encoder: Batchable): Batch {
  const { table, columns, rows } = encoder;
  return { table, columns, rows, bytes: encoder.take() };
}

function rowsOf({ rows }: { rows: number }): number {
  return rows;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
