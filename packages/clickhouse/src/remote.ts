import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  type ClickHouseClient,
  ClickHouseError,
  ClickHouseLogLevel,
  createClient,
  type DataFormat,
} from '@clickhouse/client';
import type { Engine, QueryParams, RemoteEngineOptions } from './engine.ts';
import { EngineError } from './errors.ts';
import { INSERT_SETTINGS } from './insert-settings.ts';
import { identifier } from './quote.ts';
import { ROW_FORMAT, readBlocks } from './row-blocks.ts';

/**
 * Opens a ClickHouse server over HTTP. Statements throw `engine-unreachable` while it cannot be
 * reached or does not answer in time, `engine-query` for what it refuses.
 */
export async function openRemote(options: RemoteEngineOptions): Promise<Engine> {
  const { url, database = 'sekisho', requestTimeoutMs = 30_000 } = options;
  const connect = (name: string) => {
    const client = createClient({
      url,
      database: name,
      // Silence of the socket, where it could be a slow insert; each statement has its own limit.
      request_timeout: requestTimeoutMs + 600_000,
      log: { level: ClickHouseLogLevel.OFF },
    });
    return new RemoteEngine(client, requestTimeoutMs);
  };
  await makeDatabase(connect('default'), database);
  return connect(database);
}

// Asked first, since a service's user need not have the right to make one.
async function makeDatabase(engine: Engine, database: string): Promise<void> {
  try {
    const sql = 'select name from system.databases where name = {database:String}';
    const found = await engine.query(sql, { database });
    if (found.length > 0) return;
    await engine.command(`create database if not exists ${identifier(database)}`);
  } finally {
    await engine.close();
  }
}

// What piled up while the server was gone comes in one insert, which may take its time.
const SLOWEST_BYTES_PER_MS = 1000;

class RemoteEngine implements Engine {
  readonly #client: ClickHouseClient;
  readonly #timeoutMs: number;
  readonly #running = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(client: ClickHouseClient, timeoutMs: number) {
    this.#client = client;
    this.#timeoutMs = timeoutMs;
  }

  async command(sql: string, params: QueryParams = {}): Promise<void> {
    const query = { query: sql, query_params: params };
    await this.#run((abort_signal) => this.#client.command({ ...query, abort_signal }));
  }

  query<T>(sql: string, params: QueryParams = {}): Promise<T[]> {
    const query = { query: sql, query_params: params, format: 'JSONEachRow' } as const;
    return this.#run(async (abort_signal) => {
      return (await this.#client.query({ ...query, abort_signal })).json<T>();
    });
  }

  async *rows<T>(sql: string, params: QueryParams = {}): AsyncGenerator<readonly T[]> {
    const query = { query: `${sql}\nformat ${ROW_FORMAT}`, query_params: params };
    const { stream } = await this.#run((abort_signal) => {
      return this.#client.exec({ ...query, abort_signal });
    });
    try {
      yield* readBlocks<T>(whileItSpeaks(stream, this.#timeoutMs));
    } catch (error) {
      throw engineError(error);
    } finally {
      stream.destroy();
    }
  }

  text(sql: string, format: string): Promise<string> {
    const query = { query: sql, clickhouse_settings: { default_format: format as DataFormat } };
    return this.#run(async (abort_signal) => {
      const { stream } = await this.#client.exec({ ...query, abort_signal });
      return (await buffer(stream)).toString();
    });
  }

  async insertRowBinary(
    table: string,
    columns: readonly string[],
    bytes: Uint8Array,
  ): Promise<void> {
    const into = `${identifier(table)} (${columns.map(identifier).join(', ')})`;
    const query = `insert into ${into} settings ${INSERT_SETTINGS} format RowBinary`;
    const longer = bytes.length / SLOWEST_BYTES_PER_MS;
    await this.#run(async (abort_signal) => {
      const values = Readable.from(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      const { stream } = await this.#client.exec({ query, values, abort_signal });
      await buffer(stream);
    }, longer);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#running);
    await this.#client.close();
  }

  async #run<T>(work: (signal: AbortSignal) => Promise<T>, longerMs = 0): Promise<T> {
    if (this.#closed !== undefined) throw new EngineError('engine-closed', 'the engine is closed');
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.#timeoutMs + longerMs);
    const running = work(limit.signal);
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      throw engineError(error);
    } finally {
      clearTimeout(timer);
      this.#running.delete(running);
    }
  }
}

/** Breaks the stream off when no piece comes for so long; what the reader takes does not count. */
async function* whileItSpeaks(stream: Readable, silenceMs: number): AsyncGenerator<Uint8Array> {
  const iterator: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  for (;;) {
    const silence = new EngineError('engine-unreachable', `no answer for ${silenceMs} ms`);
    const timer = setTimeout(() => stream.destroy(silence), silenceMs);
    const piece = await iterator.next().finally(() => clearTimeout(timer));
    if (piece.done === true) return;
    yield piece.value;
  }
}

/** The client wraps what the server says in a class; all else is the way there, or a misuse. */
function engineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const isRefused = error instanceof ClickHouseError || error instanceof TypeError;
  const message = error instanceof Error ? error.message : String(error);
  return new EngineError(isRefused ? 'engine-query' : 'engine-unreachable', message, error);
}
