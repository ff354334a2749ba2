import type { CdrRow, Engine, Store } from '@sekisho/clickhouse';
import type { DataVersions } from '@sekisho/numbering';
import type { AlertVersion } from '@sekisho/rules';
import type { Position } from './enrich.ts';
import { adoptStoredStarts } from './late-rows.ts';
import type { EnrichedRecord } from './outcome.ts';
import { alertVersionRow, isJournalled, journalRow } from './store-rows.ts';

/** Large enough that an insert's fixed cost vanishes, small enough to hold two in memory. */
const ROWS_PER_FLUSH = 100_000;

/**
 * The step that stores. Rows are inserted while the next ones are read: one flush is under way at
 * most, and the reader waits for it when the next is full.
 */
export class Writer {
  readonly #engine: Engine;
  readonly #store: Store;
  readonly #versions: DataVersions;
  readonly #late: CdrRow[] = [];
  #rows = 0;
  #underWay: Promise<void> = Promise.resolve();

  constructor(engine: Engine, store: Store, versions: DataVersions) {
    this.#engine = engine;
    this.#store = store;
    this.#versions = versions;
  }

  append(record: EnrichedRecord): void {
    this.#rows++;
    if (record.row.late) this.#late.push(record.row);
    else this.#store.appendCdr(record.row);
    if (isJournalled(record)) this.#store.appendJournal(journalRow(record));
  }

  appendAlert(version: AlertVersion, position: Position): void {
    this.#store.appendAlertVersion(alertVersionRow(version, position, this.#versions));
  }

  /** Begins a flush when there is enough for one, after the one before it. */
  async flushIfFull(): Promise<void> {
    if (this.#rows < ROWS_PER_FLUSH) return;
    await this.#underWay;
    this.#rows = 0;
    this.#underWay = this.#flush();
    // Whoever waits for this flush next hears of its failure; until then it is not unhandled.
    this.#underWay.catch(() => undefined);
  }

  /** Durable, when it resolves, is all that was appended. */
  async flush(): Promise<void> {
    await this.#underWay;
    this.#rows = 0;
    await this.#flush();
  }

  async #flush(): Promise<void> {
    const late = this.#late.splice(0);
    await this.#store.flush();
    if (late.length === 0) return;
    await adoptStoredStarts(this.#engine, late);
    for (const row of late) this.#store.appendCdr(row);
    await this.#store.flush();
  }
}
