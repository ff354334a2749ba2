import type { HttpBindings } from '@hono/node-server';
import {
  importDirectory,
  type Ledger,
  LedgerError,
  readDirectoryFile,
  showLine,
  showSubscriber,
  unknownLines,
} from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import type { Context } from 'hono';
import type { CollectorApp } from './app.ts';
import { ByteBudget } from './byte-budget.ts';
import { DirectoryFault, directoryFaultOf } from './directory-fault.ts';
import { encodingIn, isSet, limitIn, nameIn, pathPart, timeIn } from './directory-query.ts';
import { readBody } from './read-body.ts';
import { RequestFault } from './request-fault.ts';
import { createIsAuthorised } from './tokens.ts';

export interface DirectoryRoutesParts {
  /** Where the directory is kept; without one every request is answered with 404. */
  ledger: Ledger | undefined;
  tokens: readonly string[];
  /** Of an import. */
  maxBodyBytes: number;
  e164Of(line: string): string | null;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

type RequestContext = Context<{ Bindings: HttpBindings }>;
type Answer = (c: RequestContext, ledger: Ledger) => Promise<unknown>;

/** `/v1/directory`: who a subscriber is, whose a line is, imports, and the lines nobody knows. */
export function mountDirectory(app: CollectorApp, parts: DirectoryRoutesParts): void {
  const { now } = parts;
  const answer = answering(parts);
  app.get(
    '/v1/directory/subscribers/:id',
    answer(async (c, ledger) => {
      const found = await showSubscriber(ledger, pathPart(c, 'id'), timeIn(c, 'at') ?? now());
      return found ?? notFound('unknown-subscriber');
    }),
  );
  app.get(
    '/v1/directory/lines/:line',
    answer(async (c, ledger) => {
      const line = pathPart(c, 'line');
      const key = parts.e164Of(line) ?? line;
      return (await showLine(ledger, key, timeIn(c, 'at') ?? now())) ?? notFound('unknown-line');
    }),
  );
  app.get(
    '/v1/directory/unknown-lines',
    answer(async (c, ledger) => {
      const lines = await unknownLines(ledger, limitIn(c));
      const time = (at: number) => new Date(at).toISOString();
      return lines.map(({ firstSeen, lastSeen, ...line }) => {
        return { ...line, firstSeen: time(firstSeen), lastSeen: time(lastSeen) };
      });
    }),
  );
  // One at a time: an import holds the whole directory in memory.
  const budget = new ByteBudget(parts.maxBodyBytes, () => undefined);
  app.post('/v1/directory', answer(importing(parts, budget)));
  app.all('/v1/directory/*', () => {
    throw new RequestFault('method-not-allowed');
  });
}

function answering({ ledger, tokens, log }: DirectoryRoutesParts) {
  const isAuthorised = createIsAuthorised(tokens);
  return (work: Answer) => async (c: RequestContext) => {
    if (!isAuthorised(c.req.header('authorization'))) throw new RequestFault('unauthorised');
    try {
      if (ledger === undefined) {
        const message = 'the directory is not kept in a ledger here; set DATABASE_URL';
        throw new DirectoryFault(404, 'no-ledger', { message });
      }
      return c.json(await work(c, ledger));
    } catch (error) {
      const fault = directoryFaultOf(error);
      if (fault === undefined) throw error;
      if (error instanceof LedgerError) log.warn({ err: error }, 'the ledger does not answer');
      return fault.answer();
    }
  };
}

function importing({ maxBodyBytes, e164Of, now }: DirectoryRoutesParts, budget: ByteBudget) {
  return async (c: RequestContext, ledger: Ledger) => {
    const from = timeIn(c, 'from') ?? now();
    const hold = budget.hold();
    try {
      const bytes = await readBody(c.env.incoming, maxBodyBytes, hold);
      const name = nameIn(c, 'file');
      const read = readDirectoryFile({ name, bytes, encoding: encodingIn(c) }, e164Of);
      return await importDirectory(ledger, {
        ...read,
        from,
        isWhole: isSet(c, 'replace'),
        isDryRun: isSet(c, 'dryRun'),
        isConfirmed: isSet(c, 'yes'),
        by: nameIn(c, 'by'),
        now: now(),
      });
    } finally {
      hold.release();
    }
  };
}

function notFound(code: string): never {
  throw new DirectoryFault(404, code);
}
