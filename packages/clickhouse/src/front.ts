import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ChdbSession } from './chdb-session.ts';
import { type Credentials, checkAccess } from './front-access.ts';
import { sendAnswer, sendFailure } from './front-answer.ts';
import { bodyOf } from './front-body.ts';
import { FrontError, QUERY_WAS_CANCELLED } from './front-error.ts';
import { type FrontRequest, readRequest } from './front-request.ts';
import { type FrontStatement, furnish, prepareStatement } from './front-statement.ts';
import { Gate } from './gate.ts';
import { literal } from './quote.ts';

export interface FrontOptions {
  database?: string;
  credentials?: Credentials;
  settings?: Readonly<Record<string, string | number>>;
  isReadonly?: boolean;
}

interface Folder {
  engine: string;
  incoming: string;
}

// Each holds one of the process's threads, of which Node has four: one is left for files.
const AT_ONCE = 3;

/** Answers requests, each in a session of its own. */
export class Front {
  readonly #options: FrontOptions;
  readonly #folder: Folder;
  readonly #gate = new Gate(AT_ONCE);
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: FrontOptions, folder: Folder) {
    this.#options = options;
    this.#folder = folder;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const handling = this.#answer(request, response);
    this.#track(handling.catch((error: unknown) => sendFailure(response, '', error)));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Cancels what runs. */
  cancelAll(): void {
    this.#track(this.#cancel('1'));
  }

  #track(work: Promise<void>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/ping') return void response.end('Ok.\n');
    checkAccess(request, url.searchParams, this.#options.credentials);
    const asked = readRequest(request, url);
    if (asked.isReadonly && asked.query === '') return void response.end('Ok.\n');
    try {
      const statement = await prepareStatement(
        asked,
        bodyOf(request),
        this.#folder.incoming,
        this.#options.isReadonly ?? false,
      );
      await this.#run(asked, statement, response);
    } catch (error) {
      sendFailure(response, asked.queryId, error);
    }
  }

  async #run(
    asked: FrontRequest,
    statement: FrontStatement,
    response: ServerResponse,
  ): Promise<void> {
    const database = asked.database || this.#options.database || 'sekisho';
    const session = new ChdbSession(this.#folder.engine);
    // By this a statement is found among those that run: the engine gives it an id of its own.
    const settings = { ...this.#options.settings, log_comment: randomUUID() };
    // Nobody waits for the answer. An insert goes on: whoever sent it cannot know how far it came.
    const abandon = () => {
      if (!statement.isStreamed) return;
      this.#track(this.#cancel(`Settings['log_comment'] = ${literal(settings.log_comment)}`));
    };
    response.once('close', abandon);
    try {
      const turn: Turn = (work) => this.#turn(response, work);
      await turn(() => furnish(session, database, asked, settings));
      const pieces = piecesOf(session, statement, turn);
      await sendAnswer(response, asked, statement.format, pieces);
    } finally {
      response.removeListener('close', abandon);
      session.close();
      await statement.dispose();
    }
  }

  // Not through the gate, which may be full of what is to end. What cannot be cancelled goes on,
  // and is waited for.
  async #cancel(which: string): Promise<void> {
    const session = new ChdbSession(this.#folder.engine);
    try {
      await session.answer(`kill query where ${which} async`, 'Null').catch(() => undefined);
    } finally {
      session.close();
    }
  }

  /** Waits in line, and does nothing for one who left it. */
  #turn<T>(response: ServerResponse, work: () => Promise<T>): Promise<T> {
    return this.#gate.pass(async () => {
      if (response.destroyed) throw new FrontError(QUERY_WAS_CANCELLED, 'the client is gone');
      return work();
    });
  }
}

type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/** Waits in line for each piece: a reader that takes its time holds nobody up. */
async function* piecesOf(
  session: ChdbSession,
  { sql, format, isStreamed }: FrontStatement,
  turn: Turn,
): AsyncGenerator<Uint8Array> {
  if (!isStreamed) {
    yield await turn(() => session.answer(sql, format));
    return;
  }
  const stream = session.stream(sql, format);
  try {
    for (;;) {
      const piece = await turn(() => stream.next());
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    await stream.return(undefined);
  }
}
