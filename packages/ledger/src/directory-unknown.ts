import type { LineKeyOf } from './directory-history.ts';
import type { Ledger, Run } from './ledger.ts';
import { LONGEST_LINE } from './parse-directory.ts';

/** A line of records that the directory does not know. Times are epoch ms. */
export interface UnknownLine {
  /** As the record names it. */
  line: string;
  firstSeen: number;
  lastSeen: number;
  /** How often, since it was first seen; a write whose answer was lost may count twice. */
  records: number;
}

/** Lines that the ledger keeps, and that wait to be written at most. */
export const MOST_UNKNOWN_LINES = 10_000;
/** A line not seen for so long is let go. */
const KEPT_MS = 7 * 86_400_000;

/** What waits to be written of the lines that nobody knows. */
export class UnknownLines {
  #waiting = new Map<string, UnknownLine>();
  #leftOut = 0;

  /** Sightings that found no room, or that the ledger could not store, since the process began. */
  get leftOut(): number {
    return this.#leftOut;
  }

  note(line: string, now: number): void {
    const known = this.#waiting.get(line);
    if (known !== undefined) {
      known.lastSeen = now;
      known.records++;
    } else if (this.#waiting.size < MOST_UNKNOWN_LINES && isStorable(line)) {
      this.#waiting.set(line, { line, firstSeen: now, lastSeen: now, records: 1 });
    } else this.#leftOut++;
  }

  /** Writes what waits; where that fails it goes on waiting. @throws LedgerError */
  async flush(ledger: Ledger, lineKeyOf: LineKeyOf, now: number): Promise<void> {
    if (this.#waiting.size === 0) return;
    const taken = this.#waiting;
    this.#waiting = new Map();
    try {
      await writeUnknownLines(ledger, [...taken.values()], lineKeyOf, now);
    } catch (error) {
      this.#putBack(taken);
      throw error;
    }
  }

  #putBack(taken: Map<string, UnknownLine>): void {
    const newer = this.#waiting;
    this.#waiting = taken;
    for (const { line, lastSeen, records } of newer.values()) {
      const known = taken.get(line);
      if (known !== undefined) {
        known.lastSeen = lastSeen;
        known.records += records;
      } else if (taken.size < MOST_UNKNOWN_LINES) {
        taken.set(line, newer.get(line)!);
      } else this.#leftOut += records;
    }
  }
}

/** Strangers' phones may say anything; one such line would keep all others from being written. */
function isStorable(line: string): boolean {
  return line.length <= LONGEST_LINE && line.isWellFormed() && !line.includes('\u0000');
}

/** Adds sightings to the ledger's list, and lets go what is beyond its bounds. */
function writeUnknownLines(
  ledger: Ledger,
  lines: readonly UnknownLine[],
  lineKeyOf: LineKeyOf,
  now: number,
): Promise<void> {
  // In one order, so that two collectors never wait for each other.
  const rows = lines
    .toSorted((a, b) => (a.line < b.line ? -1 : 1))
    .map(({ line, firstSeen, lastSeen, records }) => ({
      line,
      line_key: lineKeyOf(line),
      first_seen: new Date(firstSeen).toISOString(),
      last_seen: new Date(lastSeen).toISOString(),
      records,
    }));
  return ledger.transaction(async (run) => {
    await run(
      `insert into unknown_line (line, line_key, first_seen, last_seen, records)
        select line, line_key, first_seen, last_seen, records
          from jsonb_to_recordset($1::jsonb) as seen (line text, line_key text,
            first_seen timestamptz, last_seen timestamptz, records bigint)
        on conflict (line) do update set
          last_seen = greatest(unknown_line.last_seen, excluded.last_seen),
          records = unknown_line.records + excluded.records`,
      [JSON.stringify(rows)],
    );
    await run('delete from unknown_line where last_seen < $1', [new Date(now - KEPT_MS)]);
    await run(
      `delete from unknown_line where line in (
        select line from unknown_line order by records desc, last_seen desc, line offset $1)`,
      [MOST_UNKNOWN_LINES],
    );
  });
}

/** The lines seen most, without those that the directory knows by now. */
export async function unknownLines({ run }: { run: Run }, most: number): Promise<UnknownLine[]> {
  return run<UnknownLine>(
    `select line, first_seen, last_seen, records::float8 as records from unknown_line
      where not exists (
        select from directory_line as known where known.line_key = unknown_line.line_key
          and known.valid_from <= unknown_line.last_seen
          and unknown_line.last_seen < known.valid_to)
      order by records desc, last_seen desc, line limit $1`,
    [most],
  );
}
