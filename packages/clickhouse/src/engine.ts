/** Values for `{name:Type}` in a statement. */
export type QueryParams = Readonly<Record<string, unknown>>;

/** A ClickHouse that answers SQL, embedded or remote. A failed statement throws `EngineError`. */
export interface Engine {
  command(sql: string, params?: QueryParams): Promise<void>;
  /** Rows as `JSONEachRow` gives them: 64-bit integers and decimals are strings or numbers. */
  query<T>(sql: string, params?: QueryParams): Promise<T[]>;
  /**
   * The same rows block by block, in the order of the query, never all in memory: for millions of
   * them. `sql` has no `FORMAT`. Leaving the loop early ends the query.
   */
  rows<T>(sql: string, params?: QueryParams): AsyncIterable<readonly T[]>;
  /** The answer as ClickHouse writes it in one of its output formats, nothing added. */
  text(sql: string, format: string): Promise<string>;
  /** Durable when it resolves. `bytes` is not kept afterwards. */
  insertRowBinary(table: string, columns: readonly string[], bytes: Uint8Array): Promise<void>;
  /** May be called again; later calls wait for the first. */
  close(): Promise<void>;
}

export interface EmbeddedEngineOptions {
  /** The data folder: made if need be, else empty or written by an earlier run. */
  path: string;
  /** Default `sekisho`. */
  database?: string;
}

export interface RemoteEngineOptions {
  /** `http(s)://[user:password@]host:port` */
  url: string;
  /** Made if it lacks. Default `sekisho`. */
  database?: string;
  /** How long the server may take to begin its answer; default 30,000. */
  requestTimeoutMs?: number;
}
