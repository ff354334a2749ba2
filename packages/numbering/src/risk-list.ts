import { contentVersion, nameOfFile } from './content-version.ts';
import { readCsvTable } from './csv-table.ts';
import { prefixChecker } from './prefix-column.ts';

export interface RiskList {
  /** The file's name without its ending, as `risk` shows it. */
  readonly name: string;
  readonly version: string;
  readonly prefixes: readonly string[];
}

/**
 * Reads a CSV with a column `prefix`; other columns are for people.
 * @throws DataFileError with everything that is wrong.
 */
export function parseRiskList(text: string, fileName: string): RiskList {
  const { rows, problems } = readCsvTable(text, fileName, ['prefix']);
  const prefixes = rows.map(prefixChecker(problems, false));
  problems.throwIfAny('data-invalid');
  const name = nameOfFile(fileName);
  return { name, version: contentVersion(name, text), prefixes };
}
