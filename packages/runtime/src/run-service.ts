import { Lifetime } from './lifetime.ts';
import type { Log } from './log.ts';

/** A service stops within this, or is ended. */
const STOP_WITHIN_MS = 9000;

/**
 * Runs a service until SIGTERM or SIGINT. `start` adds what it starts to the lifetime and returns
 * what to tell once ready, e.g. `port 8081`; that is one line on standard output. Resolves when all
 * is stopped; rejects, after stopping what had started, when `start` or the service itself fails.
 */
export async function runService(
  name: string,
  log: Log,
  start: (lifetime: Lifetime, fail: (error: unknown) => void) => Promise<string>,
): Promise<void> {
  const lifetime = new Lifetime(log);
  const ended = Promise.withResolvers<void>();
  const stop = (signal: string) => {
    log.info({ signal }, 'stopping');
    ended.resolve();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A service that has nothing to reload goes on.
  const ignore = () => undefined;
  process.on('SIGHUP', ignore);
  try {
    const started = start(lifetime, ended.reject);
    started.then((ready) => process.stdout.write(`sekisho ${name} ready ${ready}\n`), ended.reject);
    await ended.promise;
  } finally {
    await lifetime.stop(STOP_WITHIN_MS);
    process.removeListener('SIGTERM', stop);
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGHUP', ignore);
  }
}
