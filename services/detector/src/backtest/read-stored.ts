import type { Engine } from '@sekisho/clickhouse';
import { type FeedRange, readPage, readRanges, type Span } from './read-page.ts';
import type { StoredRecord } from './stored-record.ts';

/** Offsets asked for at once: a query must end within the 5 s that a running process gives it. */
const PAGE = 40_000;
const LEAST_PAGE = 2000;

/**
 * What is stored of a span in the order in which it was accepted: within a partition by offset,
 * across partitions by when it was written. A row that was written twice may come twice.
 */
export async function* readStored(
  engine: Engine,
  span: Span,
): AsyncGenerator<readonly StoredRecord[]> {
  const ranges = await readRanges(engine, span);
  const size = Math.max(LEAST_PAGE, Math.floor(PAGE / Math.max(1, ranges.length)));
  let feeds = ranges.map((range) => new Feed(engine, span, range, size));
  for (;;) {
    for (const feed of feeds) await feed.fill();
    feeds = feeds.filter(({ head }) => head !== Number.POSITIVE_INFINITY);
    const [first, second] = feeds.toSorted((a, b) => a.head - b.head);
    if (first === undefined) return;
    yield first.takeThrough(second?.head ?? Number.POSITIVE_INFINITY);
  }
}

/** The records of one partition, a page in memory at a time. */
class Feed {
  readonly #engine: Engine;
  readonly #span: Span;
  readonly #range: FeedRange;
  readonly #size: number;
  #next: number;
  #page: readonly StoredRecord[] = [];
  #taken = 0;

  constructor(engine: Engine, span: Span, range: FeedRange, size: number) {
    this.#engine = engine;
    this.#span = span;
    this.#range = range;
    this.#size = size;
    this.#next = range.first;
  }

  /** When its next record was written; `Infinity` where there is none. */
  get head(): number {
    return this.#page[this.#taken]?.writtenAt ?? Number.POSITIVE_INFINITY;
  }

  /** Reads on where all that was read is taken. */
  async fill(): Promise<void> {
    while (this.#taken === this.#page.length && this.#next <= this.#range.last) {
      const to = this.#next + this.#size;
      this.#page = await readPage(this.#engine, this.#span, this.#range, this.#next, to);
      this.#next = to;
      this.#taken = 0;
    }
  }

  /** Its next record, and those behind it that were written by `writtenAt`. */
  takeThrough(writtenAt: number): readonly StoredRecord[] {
    const from = this.#taken++;
    while (this.head <= writtenAt && this.#taken < this.#page.length) this.#taken++;
    return this.#page.slice(from, this.#taken);
  }
}
