import { type Directory, migrate, openEmbeddedLedger, readDirectory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import { loadDirectory } from '@sekisho/reference';
import { isInstallation, ledgerIn } from '../installation.ts';

/**
 * The directory of subscribers of a data folder whose store this process has open: from the file
 * that is named, else as it was imported.
 */
export async function readDirectoryOf(
  { data, directory }: { data: string; directory?: string },
  numbering: Numbering,
): Promise<Directory> {
  if (directory !== undefined || !isInstallation(data)) return loadDirectory(directory, numbering);
  const ledger = await openEmbeddedLedger(ledgerIn(data));
  try {
    await migrate(ledger);
    return (await readDirectory(ledger)).directory;
  } finally {
    await ledger.close();
  }
}
