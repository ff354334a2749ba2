import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectorServer, createCollector } from '@sekisho/collector/parts';
import type { Directory, Ledger } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import type { RecordLog } from '@sekisho/record-log';
import type { Lifetime, Log } from '@sekisho/runtime';
import { UsageError } from '../usage-error.ts';
import { appendOrEnd } from './end-with.ts';
import { readOrMakeTokens } from './http-token.ts';
import { createLogSink } from './log-sink.ts';
import type { PartObservation } from './observation.ts';
import type { RejectedFile } from './rejected-file.ts';
import type { StartOptions } from './start-options.ts';

export interface CollectorParts {
  options: StartOptions;
  numbering: Numbering;
  directory: Directory;
  /** Where the directory is kept, with the list of lines that it does not know. */
  ledger: Ledger;
  /** What keeps the directory from being up to date. */
  directoryProblem(): string | undefined;
  records: RecordLog;
  rejected: RejectedFile;
  observed: PartObservation;
  lifetime: Lifetime;
  log: Log;
  /** Epoch ms. */
  now(): number;
  fail(error: unknown): void;
}

/** A body of 8 MiB at 2 Mbit/s. */
const REQUEST_WITHIN_MS = 35_000;
const STOP_WITHIN_MS = 4000;
const LIMITS = {
  maxBodyBytes: 8 * 1_048_576,
  maxPendingBytes: 64 * 1_048_576,
  answerWithinMs: 5000,
};

/** The collector of the services, writing to the log instead of Kafka. */
export async function startCollector(parts: CollectorParts): Promise<CollectorServer> {
  const { options, records, rejected, observed, lifetime, fail } = parts;
  const { data, watch, settledMs, host, port, radius } = options;
  const collector = createCollector({
    ...parts,
    ...observed,
    sink: createLogSink(appendOrEnd(records, fail), rejected),
    tokens: readOrMakeTokens(data),
    limits: LIMITS,
  });
  lifetime.add('unknown lines', collector.keepUnknownLines(), (keeping) => keeping.stop());
  if (watch.length > 0) {
    const stateDir = join(data, 'sekisho-watch');
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    const watching = await collector.watch({ directories: watch, stateDir, settledMs });
    lifetime.add('watched directories', watching, () => watching.stop());
  }
  if (radius !== undefined) {
    const listener = await listening('--radius-listen', radius, () =>
      collector.listenRadius({ ...radius, source: 'radius' }),
    );
    lifetime.add('radius', listener, () => listener.stop());
  }
  const server = await listening('--listen', { host, port }, () =>
    collector.listen({ host, port, requestWithinMs: REQUEST_WITHIN_MS }),
  );
  return lifetime.add('http', server, () => server.stop(STOP_WITHIN_MS));
}

const TAKEN = ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'];

/** An address that cannot be had is a mistake of who named it. */
async function listening<T>(
  flag: string,
  { host, port }: { host: string; port: number },
  listen: () => Promise<T>,
): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!TAKEN.includes(code)) throw error;
    throw new UsageError(
      `${flag} ${host}:${port}: cannot be listened on (${code}); name another address or port`,
      { cause: error },
    );
  }
}
