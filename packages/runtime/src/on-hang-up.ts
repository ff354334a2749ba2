import type { Log } from './log.ts';

/** Does something on SIGHUP; a failure is logged. @returns what ends it */
export function onHangUp(work: () => Promise<void> | void, log: Log): () => void {
  const run = async () => {
    try {
      await work();
      log.info('reloaded');
    } catch (error) {
      log.error({ err: error }, 'not read again: what was read before stays in force');
    }
  };
  process.on('SIGHUP', run);
  return () => process.removeListener('SIGHUP', run);
}
