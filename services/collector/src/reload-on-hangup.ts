import type { Directory } from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';

/**
 * Reads the directory again on SIGHUP; one that cannot be read leaves the old one in force.
 * @returns what ends it
 */
export function reloadOnHangup(
  load: () => Directory,
  renew: (directory: Directory) => void,
  log: Log,
): () => void {
  const reload = () => {
    try {
      const directory = load();
      renew(directory);
      log.info({ entries: directory.size }, 'directory of subscribers read');
    } catch (error) {
      log.error({ err: error }, 'directory of subscribers not read; the old one stays');
    }
  };
  process.on('SIGHUP', reload);
  return () => process.removeListener('SIGHUP', reload);
}
