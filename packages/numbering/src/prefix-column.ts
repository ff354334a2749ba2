import type { CsvRow } from './csv-table.ts';
import type { Problems } from './problems.ts';

const PREFIX = /^[1-9]\d{0,14}$/;

/** Checks the column `prefix` of row after row: E.164 digits, each prefix once. */
export function prefixChecker(problems: Problems, allowEmpty: boolean): (row: CsvRow) => string {
  const lineOf = new Map<string, number>();
  return (row) => {
    const prefix = row.value('prefix');
    const before = lineOf.get(prefix);
    if (before !== undefined) {
      problems.add(
        row.line,
        'prefix',
        `'${prefix}' is already on line ${before}; keep one of the two`,
      );
    } else if (!PREFIX.test(prefix) && !(allowEmpty && prefix === '')) {
      problems.add(
        row.line,
        'prefix',
        `'${prefix}' is not a prefix; write up to 15 digits from the country code on, such as 4420`,
      );
    }
    lineOf.set(prefix, before ?? row.line);
    return prefix;
  };
}
