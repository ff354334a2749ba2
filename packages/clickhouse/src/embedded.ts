import { unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  ClickHouseLogLevel,
  createClient,
  type DataFormat,
} from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { ChdbSession } from './chdb-session.ts';
import type { EmbeddedEngineOptions, Engine, QueryParams } from './engine.ts';
import { EngineError } from './errors.ts';
import { type DataFolder, holdFolder } from './folder.ts';
import { INSERT_SETTINGS } from './insert-settings.ts';
import { identifier, literal } from './quote.ts';
import { ROW_FORMAT, readBlocks } from './row-blocks.ts';

type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>;

/**
 * Opens ClickHouse in this process, which can have one data folder open at a time.
 *
 * Throws `StoreInUseError` when another process holds the folder, `store-foreign` when the folder
 * has content that is not ours (names that begin with `sekisho` are), else `engine-open`.
 */
export async function openEmbedded(options: EmbeddedEngineOptions): Promise<EmbeddedEngine> {
  const path = resolve(options.path);
  const folder = await holdFolder(path);
  const database = options.database ?? 'sekisho';
  try {
    const engine = new EmbeddedEngine(connect(folder.engine), folder, database);
    await useDatabase(engine, database);
    return engine;
  } catch (error) {
    folder.release();
    throw new EngineError('engine-open', `cannot open the engine in ${path}`, error);
  }
}

function connect(path: string): ClickHouseClient {
  // The same interface, declared once in each of the two packages.
  const connection = createChdbConnection({ path }) as unknown as Connection;
  return createClient({ connection, log: { level: ClickHouseLogLevel.OFF } });
}

async function useDatabase(engine: Engine, database: string): Promise<void> {
  await engine.command(`create database if not exists ${identifier(database)}`);
  await engine.command(`use ${identifier(database)}`);
}

class EmbeddedEngine implements Engine {
  readonly folder: DataFolder;
  readonly #client: ClickHouseClient;
  readonly #database: string;
  readonly #running = new Set<Promise<unknown>>();
  #files = 0;
  #closed: Promise<void> | undefined;

  constructor(client: ClickHouseClient, folder: DataFolder, database: string) {
    this.folder = folder;
    this.#client = client;
    this.#database = database;
  }

  async command(sql: string, params: QueryParams = {}): Promise<void> {
    await this.#run(() => this.#client.command({ query: sql, query_params: params }));
  }

  async query<T>(sql: string, params: QueryParams = {}): Promise<T[]> {
    const query = { query: sql, query_params: params, format: 'JSONEachRow' } as const;
    return this.#run(async () => (await this.#client.query(query)).json<T>());
  }

  // In a session of its own: while one reads, it can run nothing else.
  async *rows<T>(sql: string, params: QueryParams = {}): AsyncGenerator<readonly T[]> {
    this.#checkOpen();
    const session = new ChdbSession(this.folder.engine);
    const done = Promise.withResolvers<void>();
    this.#running.add(done.promise);
    try {
      await session.use(this.#database);
      yield* readBlocks<T>(session.stream(sql, ROW_FORMAT, params));
    } catch (error) {
      throw engineError(error);
    } finally {
      session.close();
      this.#running.delete(done.promise);
      done.resolve();
    }
  }

  async text(sql: string, format: string): Promise<string> {
    const query = { query: sql, clickhouse_settings: { default_format: format as DataFormat } };
    return this.#run(async () => {
      const { stream } = await this.#client.exec(query);
      return (await buffer(stream)).toString();
    });
  }

  async insertRowBinary(
    table: string,
    columns: readonly string[],
    bytes: Uint8Array,
  ): Promise<void> {
    this.#files += 1;
    const file = join(this.folder.incoming, `${this.#files}.bin`);
    const into = `${identifier(table)} (${columns.map(identifier).join(', ')})`;
    const query = `insert into ${into} from infile ${literal(file)} settings ${INSERT_SETTINGS} format RowBinary`;
    await this.#run(async () => {
      try {
        await writeFile(file, bytes, { mode: 0o600 });
        await this.#client.command({ query });
      } finally {
        await unlink(file);
      }
    });
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#running);
    try {
      await this.#client.close();
    } finally {
      this.folder.release();
    }
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      throw engineError(error);
    } finally {
      this.#running.delete(running);
    }
  }

  #checkOpen(): void {
    if (this.#closed !== undefined) throw new EngineError('engine-closed', 'the engine is closed');
  }
}

function engineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new EngineError('engine-query', message, error);
}
