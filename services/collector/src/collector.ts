import { type Directory, type Ledger, Owners } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import { type HealthChecks, type Log, type Metrics, tellProblems } from '@sekisho/runtime';
import { createCollectorMetrics } from './collector-metrics.ts';
import { type CollectorApp, createApp, type HealthNotes, type HttpLimits } from './http/app.ts';
import { mountDirectory } from './http/directory.ts';
import { type CollectorServer, type ServerOptions, startServer } from './http/server.ts';
import { ObservedSink } from './observed-sink.ts';
import { type RadiusListener, type RadiusOptions, startRadius } from './radius/listener.ts';
import type { RecordSink } from './record-sink.ts';
import { watchUnknownLines } from './unknown-lines.ts';
import { startWatching, type Watching, type WatchOptions } from './watch/watching.ts';

export interface CollectorOptions {
  sink: RecordSink;
  numbering: Pick<Numbering, 'understand'>;
  /** May be a live one: calls that are up stay with who they began with. */
  directory: Directory;
  /** Where the directory is kept, with the list of lines that it does not know. */
  ledger?: Ledger | undefined;
  /** What keeps the directory from being up to date. */
  directoryProblem?: () => string | undefined;
  /** Each lets a client in; several, while one takes the place of another. */
  tokens: readonly string[];
  limits: HttpLimits;
  health: HealthChecks;
  metrics: Metrics;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** Takes records in, by HTTP and from files, and hands them to its sink. */
export interface Collector {
  /** To be mounted by who has a server of its own. */
  readonly app: CollectorApp;
  /** Serves the app. Once it is stopped, requests are answered with 503. */
  listen(options: ServerOptions): Promise<CollectorServer>;
  /** Watches directories until that is stopped. @throws CheckpointError */
  watch(options: WatchOptions): Promise<Watching>;
  /** Takes RADIUS accounting requests until that is stopped. */
  listenRadius(options: RadiusOptions): Promise<RadiusListener>;
  /** Writes the lines that nobody knows to the ledger until that is stopped. */
  keepUnknownLines(): { stop(): Promise<void> };
}

export function createCollector(options: CollectorOptions): Collector {
  const { numbering, directory, metrics, now } = options;
  const sink = new ObservedSink(options.sink, now, options.log);
  const e164Of = (line: string) => numbering.understand(line).e164;
  const lineKeyOf = (line: string) => e164Of(line) ?? line;
  const unknown = watchUnknownLines({ ...options, ledger: options.ledger, lineKeyOf });
  const owners = new Owners({ directory, e164Of, onTaken: unknown.onTaken });
  const counts = createCollectorMetrics(metrics, now);
  const notes: HealthNotes = new Map();
  let isStopping = false;
  const app = createApp({ ...options, sink, owners, counts, notes, isStopping: () => isStopping });
  const { maxBodyBytes } = options.limits;
  mountDirectory(app, { ...options, ledger: options.ledger, maxBodyBytes, e164Of });
  const { directoryProblem } = options;
  if (directoryProblem !== undefined) notes.set('directory', directoryProblem);
  notes.set('unknown lines', () => unknown.note());
  options.health.add('sink', () => sink.problem());
  tellProblems(metrics, options.health);
  return {
    app,
    watch: async (watched) => {
      const watching = await startWatching(watched, { ...options, sink, owners, counts });
      for (const [name, watch] of watching.watches) {
        options.health.add(`watch ${name}`, () => watch.problem());
        notes.set(name, () => watch.note());
      }
      return watching;
    },
    listenRadius: (where) => {
      const writeWithinMs = options.limits.answerWithinMs;
      return startRadius(where, { ...options, sink, owners, counts, writeWithinMs });
    },
    keepUnknownLines: () => unknown.keep(),
    listen: async (where) => {
      const server = await startServer(app, where);
      return {
        port: server.port,
        stop: (withinMs) => {
          isStopping = true;
          return server.stop(withinMs);
        },
      };
    },
  };
}
