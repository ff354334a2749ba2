import { Session } from 'chdb';
import type { QueryParams } from './engine.ts';
import { identifier } from './quote.ts';

// Formats without an end, whose every piece begins with so many lines of heading.
const HEADING_LINES: Readonly<Record<string, number>> = {
  JSONEachRow: 0,
  JSONCompactEachRow: 0,
  JSONStringsEachRow: 0,
  JSONCompactStringsEachRow: 0,
  TabSeparated: 0,
  TSV: 0,
  CSV: 0,
  RowBinary: 0,
  JSONCompactEachRowWithNames: 1,
  JSONCompactEachRowWithNamesAndTypes: 2,
  TabSeparatedWithNames: 1,
  TSVWithNames: 1,
  TabSeparatedWithNamesAndTypes: 2,
  TSVWithNamesAndTypes: 2,
};

/**
 * A context of its own in the engine that this process has open: its database, its settings and
 * its parameters are seen by no other. Statements of one session wait for each other, those of
 * several run at once. Opening one takes a millisecond. Statements throw what chdb throws.
 */
export class ChdbSession {
  readonly #session: Session;

  constructor(folder: string) {
    this.#session = new Session(folder);
  }

  async use(database: string): Promise<void> {
    await this.#session.queryAsync(`use ${identifier(database)}`);
  }

  /** The whole answer. */
  async answer(sql: string, format: string): Promise<Uint8Array> {
    return (await this.#session.queryAsync(sql, { format })).bytes();
  }

  /**
   * The answer of a `select` piece by piece, as it is computed, in a format for which `canStream`.
   * Nothing else may run in the session until it ends.
   */
  async *stream(sql: string, format: string, params: QueryParams = {}): AsyncGenerator<Uint8Array> {
    const lines = HEADING_LINES[format] ?? 0;
    let isFirst = true;
    for await (const piece of this.#session.queryStreamBind(sql, params, { format })) {
      yield isFirst ? piece.raw() : withoutLines(piece.raw(), lines);
      isFirst = false;
    }
  }

  close(): void {
    this.#session.close();
  }
}

export function canStream(format: string): boolean {
  return Object.hasOwn(HEADING_LINES, format);
}

function withoutLines(bytes: Uint8Array, lines: number): Uint8Array {
  let rest = bytes;
  for (let line = 0; line < lines; line++) rest = rest.subarray(rest.indexOf(10) + 1);
  return rest;
}
