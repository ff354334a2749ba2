import { type Directory, Owners } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import { type HealthChecks, type Log, type Metrics, tellProblems } from '@sekisho/runtime';
import { createCollectorMetrics } from './collector-metrics.ts';
import { type CollectorApp, createApp, type HealthNotes, type HttpLimits } from './http/app.ts';
import { type CollectorServer, type ServerOptions, startServer } from './http/server.ts';
import { ObservedSink } from './observed-sink.ts';
import type { RecordSink } from './record-sink.ts';
import { startWatching, type Watching, type WatchOptions } from './watch/watching.ts';

export interface CollectorOptions {
  sink: RecordSink;
  numbering: Pick<Numbering, 'understand'>;
  directory: Directory;
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
  /** Takes a newer directory; calls that are up stay with who they began with. */
  renew(directory: Directory): void;
}

export function createCollector(options: CollectorOptions): Collector {
  const { numbering, directory, metrics, now } = options;
  const sink = new ObservedSink(options.sink, now, options.log);
  const owners = new Owners({ directory, e164Of: (line) => numbering.understand(line).e164 });
  const counts = createCollectorMetrics(metrics, now);
  const notes: HealthNotes = new Map();
  let isStopping = false;
  const app = createApp({ ...options, sink, owners, counts, notes, isStopping: () => isStopping });
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
    renew: (newer) => owners.renew(newer),
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
