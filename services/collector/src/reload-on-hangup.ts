/** Reads the directory again on SIGHUP. @returns what ends it */
export function reloadOnHangup(reload: () => Promise<void>): () => void {
  const run = () => void reload();
  process.on('SIGHUP', run);
  return () => process.removeListener('SIGHUP', run);
}
