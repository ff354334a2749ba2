import type { Log } from './log.ts';

/** Does something on SIGHUP; where it fails, all stays as it was. @returns what ends it */
export function onHangUp(work: () => void, log: Log): () => void {
  const run = () => {
    try {
      work();
      log.info('reloaded');
    } catch (error) {
      log.error({ err: error }, 'not reloaded: all stays as it was');
    }
  };
  process.on('SIGHUP', run);
  return () => process.removeListener('SIGHUP', run);
}
