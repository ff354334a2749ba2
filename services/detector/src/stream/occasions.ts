import type { Log } from '@sekisho/runtime';

/** Does something at intervals, one after another; a failure is logged and the next is tried. */
export function every(ms: number, work: () => Promise<void>, log: Log): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async () => {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, 'a regular task failed');
    }
    if (!isStopped) timer = setTimeout(run, ms);
  };
  void run();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
