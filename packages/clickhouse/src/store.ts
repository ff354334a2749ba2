import { dropAbandoned, WaitingRows } from './adoption.ts';
import type { Engine } from './engine.ts';
import { createRowEncoder, type RowEncoder } from './row-encoder.ts';
import type { AlertVersionRow, CdrRow, JournalRow, ProfileDayRow } from './rows.ts';

/** Collects rows of the tables and inserts them together. */
export interface Store {
  /** Not yet durable, those of a flush in flight included. */
  readonly pendingRows: number;
  readonly pendingBytes: number;
  appendCdr(row: CdrRow): void;
  /** For a row whose leg may be stored already: it gets the start under which its leg stands. */
  adoptCdr(row: CdrRow): void;
  appendJournal(row: JournalRow): void;
  appendAlertVersion(row: AlertVersionRow): void;
  /** A growth step of an alert of rules that are tried. */
  appendCandidateVersion(row: AlertVersionRow): void;
  appendProfileDay(row: ProfileDayRow): void;
  /**
   * Durable, when it resolves, is all that was appended before the call: `cdr`, then `journal`,
   * `alert_version`, `candidate_version` and `profile_day`. After a failure the rows are kept, and
   * the next flush begins with them; what it inserts twice, the tables hold once.
   */
  flush(): Promise<void>;
  /** Flushes nothing. What this store made beside the tables is gone; the engine stays open. */
  close(): Promise<void>;
}

/** Several processes may have one database open and write into it. @param now epoch ms */
export async function openStore(engine: Engine, now: () => number = Date.now): Promise<Store> {
  await dropAbandoned(engine, now());
  return new TableStore(
    engine,
    await createRowEncoder<CdrRow>(engine, 'cdr'),
    await createRowEncoder<CdrRow>(engine, 'cdr'),
    await createRowEncoder<JournalRow>(engine, 'journal'),
    await createRowEncoder<AlertVersionRow>(engine, 'alert_version'),
    await createRowEncoder<AlertVersionRow>(engine, 'candidate_version'),
    await createRowEncoder<ProfileDayRow>(engine, 'profile_day'),
  );
}

interface Batch {
  encoder: Batchable;
  rows: number;
  bytes: Uint8Array;
}

class TableStore implements Store {
  readonly #engine: Engine;
  readonly #incoming: RowEncoder<CdrRow>;
  readonly #cdr: RowEncoder<CdrRow>;
  readonly #journal: RowEncoder<JournalRow>;
  readonly #alertVersion: RowEncoder<AlertVersionRow>;
  readonly #candidateVersion: RowEncoder<AlertVersionRow>;
  readonly #profileDay: RowEncoder<ProfileDayRow>;
  readonly #encoders: readonly Batchable[];
  readonly #waiting: WaitingRows;
  #inserting: Batch[] = [];
  #flushed: Promise<void> = Promise.resolve();

  constructor(
    engine: Engine,
    incoming: RowEncoder<CdrRow>,
    cdr: RowEncoder<CdrRow>,
    journal: RowEncoder<JournalRow>,
    alertVersion: RowEncoder<AlertVersionRow>,
    candidateVersion: RowEncoder<AlertVersionRow>,
    profileDay: RowEncoder<ProfileDayRow>,
  ) {
    this.#engine = engine;
    this.#incoming = incoming;
    this.#cdr = cdr;
    this.#journal = journal;
    this.#alertVersion = alertVersion;
    this.#candidateVersion = candidateVersion;
    this.#profileDay = profileDay;
    this.#encoders = [cdr, incoming, journal, alertVersion, candidateVersion, profileDay];
    this.#waiting = new WaitingRows(engine, incoming.columns);
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

  appendCandidateVersion(row: AlertVersionRow): void {
    this.#candidateVersion.append(row);
  }

  appendProfileDay(row: ProfileDayRow): void {
    this.#profileDay.append(row);
  }

  flush(): Promise<void> {
    const flushing = this.#flushed.then(() => this.#flush());
    this.#flushed = flushing.catch(() => undefined);
    return flushing;
  }

  async close(): Promise<void> {
    await this.#flushed;
    await this.#waiting.close();
  }

  async #flush(): Promise<void> {
    await this.#insert();
    this.#inserting = this.#encoders.filter(({ rows }) => rows > 0).map(batchOf);
    await this.#insert();
  }

  /** An encoder's bytes last until its next take, which comes only when all are inserted. */
  async #insert(): Promise<void> {
    for (let batch = this.#inserting[0]; batch !== undefined; batch = this.#inserting[0]) {
      await this.#insertBatch(batch);
      this.#inserting.shift();
    }
  }

  #insertBatch({ encoder, rows, bytes }: Batch): Promise<void> {
    if (encoder === this.#incoming) return this.#waiting.adopt(bytes, rows);
    return this.#engine.insertRowBinary(encoder.table, encoder.columns, bytes);
  }
}

type Batchable = Omit<RowEncoder<never>, 'append'>;

function batchOf(encoder: Batchable): Batch {
  const { rows } = encoder;
  return { encoder, rows, bytes: encoder.take() };
}

function rowsOf({ rows }: { rows: number }): number {
  return rows;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
