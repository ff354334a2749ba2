import { randomUUID } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type ChdbSession, canStream } from './chdb-session.ts';
import { readStatement, writeRows } from './front-body.ts';
import { FrontError, NOT_IMPLEMENTED, READONLY } from './front-error.ts';
import type { FrontRequest } from './front-request.ts';
import { literal } from './quote.ts';
import { type InsertHead, insertHead, shapeOf } from './statement.ts';

/** A statement that is ready to run. */
export interface FrontStatement {
  sql: string;
  format: string;
  /** Its answer comes piece by piece. */
  isStreamed: boolean;
  /** Removes the file that held its rows. */
  dispose(): Promise<void>;
}

/** @param folder where the rows of an insert wait: in a file, since that is read fastest */
export async function prepareStatement(
  request: FrontRequest,
  body: Readable,
  folder: string,
  isReadonly: boolean,
): Promise<FrontStatement> {
  if (isReadonly) return readonlyStatement(request, await readStatement(body));
  const inAddress = insertHead(request.query);
  if (inAddress !== undefined) {
    const first = Buffer.from(request.query.slice(inAddress.dataStart));
    return insertFrom(inAddress, first, body, folder);
  }
  const bytes = await readStatement(body);
  const whole = Buffer.concat([Buffer.from(joint(request.query, bytes)), bytes]);
  // One character a byte, so that positions are those of the bytes.
  const head = insertHead(whole.toString('latin1'));
  if (head === undefined) return plain(whole.toString('utf8'), request.format);
  const rows = Readable.from(whole.subarray(head.dataStart));
  return insertFrom(inUtf8(head), new Uint8Array(0), rows, folder);
}

/** The engine's own setting leaves table functions to be written to, and queries to be killed. */
function readonlyStatement({ query, format }: FrontRequest, body: Buffer): FrontStatement {
  const text = joint(query, body) + body.toString('utf8');
  if (shapeOf(text).isRead) return plain(text, format);
  throw new FrontError(READONLY, 'Cannot execute query in readonly mode: only SELECT and its like');
}

function joint(query: string, body: Buffer): string {
  return query === '' || body.length === 0 ? query : `${query}\n`;
}

function inUtf8(head: InsertHead): InsertHead {
  const decode = (text: string) => Buffer.from(text, 'latin1').toString('utf8');
  return { ...head, into: decode(head.into), settings: decode(head.settings) };
}

function plain(text: string, defaultFormat: string): FrontStatement {
  const sql = text.replace(/[\s;]+$/, '');
  const shape = shapeOf(sql);
  if (shape.namesFile) throw new FrontError(NOT_IMPLEMENTED, 'no files over HTTP');
  const format = shape.format ?? defaultFormat;
  const isStreamed = shape.isSelect && canStream(format);
  return { sql, format, isStreamed, dispose: () => Promise.resolve() };
}

async function insertFrom(
  { into, settings, format }: InsertHead,
  first: Uint8Array,
  rest: Readable,
  folder: string,
): Promise<FrontStatement> {
  const file = join(folder, `${randomUUID()}.rows`);
  await writeRows(file, first, rest).catch(async (error: unknown) => {
    await unlink(file).catch(() => undefined);
    throw error;
  });
  return {
    sql: `${into} from infile ${literal(file)} ${settings} format ${format}`,
    format: 'TabSeparated',
    isStreamed: false,
    dispose: () => unlink(file),
  };
}

/** Gives a fresh session what the request asks for. */
export async function furnish(
  session: ChdbSession,
  database: string,
  { settings, params, isReadonly }: FrontRequest,
  fixed: Readonly<Record<string, string | number>>,
): Promise<void> {
  await session.use(database);
  const values = { ...settings, ...params, ...fixed, ...(isReadonly ? { readonly: 2 } : {}) };
  const sets = Object.entries(values).map(
    ([name, value]) => `set ${name} = ${literal(`${value}`)}`,
  );
  if (sets.length > 0) await session.answer(sets.join('; '), 'Null');
}
