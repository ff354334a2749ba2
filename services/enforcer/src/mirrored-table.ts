import { createRowEncoder, type Engine, type RowEncoder } from '@sekisho/clickhouse';
import type { Ledger } from '@sekisho/ledger';

const BATCH = 500;

/** What is copied of the ledger, and into which table of ClickHouse. */
export interface MirroredTable<Item, Row> {
  table: string;
  /** How many nobody has copied yet. */
  count(ledger: Ledger): Promise<number>;
  /** The oldest of them. */
  oldest(ledger: Ledger, limit: number): Promise<Item[]>;
  rowOf(item: Item, ingestedAt: number): Row;
  mark(ledger: Ledger, items: readonly Item[], now: number): Promise<void>;
}

/** Copies one table until nothing is left. A copy is marked when it is durable, hence may repeat. */
export function createCopy<Item, Row>(
  mirrored: MirroredTable<Item, Row>,
  ledger: Ledger,
  now: () => number,
): (engine: Engine) => Promise<void> {
  let encoder: RowEncoder<Row> | undefined;

  async function insert(engine: Engine, items: readonly Item[]) {
    encoder ??= await createRowEncoder<Row>(engine, mirrored.table);
    try {
      for (const item of items) encoder.append(mirrored.rowOf(item, now()));
      await engine.insertRowBinary(encoder.table, encoder.columns, encoder.take());
    } catch (error) {
      // Rows of a batch that failed half way would pile up in it.
      encoder = undefined;
      throw error;
    }
  }

  return async function copy(engine) {
    for (;;) {
      const items = await mirrored.oldest(ledger, BATCH);
      if (items.length === 0) return;
      await insert(engine, items);
      await mirrored.mark(ledger, items, now());
    }
  };
}
