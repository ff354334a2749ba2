import type { Store } from '@sekisho/clickhouse';
import type { DataVersions } from '@sekisho/numbering';
import type { AlertVersion, DestinationCaseVersion } from '@sekisho/rules';
import type { EnrichedRecord } from './outcome.ts';
import type { Position } from './position.ts';
import { alertVersionRow, destinationCaseRow, isJournalled, journalRow } from './store-rows.ts';

/** Large enough that an insert's fixed cost vanishes, small enough to hold two in memory. */
const ROWS_PER_FLUSH = 100_000;

/**
 * The step that stores. Rows are inserted while the next ones are read: one flush is under way at
 * most, and the reader waits for it when the next is full.
 */
export class Writer {
  readonly #store: Store;
  readonly #versions: DataVersions;
  readonly #isFresh: boolean;
  #rows = 0;
  #underWay: Promise<void> = Promise.resolve();

  /** @param isFresh whether the store held no records when the run began */
  constructor(store: Store, versions: DataVersions, isFresh: boolean) {
    this.#store = store;
    this.#versions = versions;
    this.#isFresh = isFresh;
  }

  append(record: EnrichedRecord): void {
    this.#rows++;
    // Memory knows every leg of this run within the horizon, and none of any other.
    if (this.#isFresh && !record.row.late) this.#store.appendCdr(record.row);
    else this.#store.adoptCdr(record.row);
    if (isJournalled(record)) this.#store.appendJournal(journalRow(record));
  }

  appendAlert(version: AlertVersion, position: Position): void {
    this.#store.appendAlertVersion(alertVersionRow(version, position, this.#versions));
  }

  appendCase(version: DestinationCaseVersion, position: Position): void {
    this.#store.appendDestinationCase(destinationCaseRow(version, position));
  }

  /** Begins a flush when there is enough for one, after the one before it. */
  async flushIfFull(): Promise<void> {
    if (this.#rows < ROWS_PER_FLUSH) return;
    await this.#underWay;
    this.#rows = 0;
    this.#underWay = this.#store.flush();
    // Whoever waits for this flush next hears of its failure; until then it is not unhandled.
    this.#underWay.catch(() => undefined);
  }

  /** Durable, when it resolves, is all that was appended. */
  async flush(): Promise<void> {
    await this.#underWay;
    this.#rows = 0;
    await this.#store.flush();
  }
}
