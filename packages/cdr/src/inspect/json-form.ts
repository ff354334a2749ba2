import { type FormGuess, tableOf } from './form-guess.ts';
import type { Encoding } from './guess-encoding.ts';

const MOST_COLUMNS = 400;
const MOST_ITEMS = 5;
const DEEPEST = 6;

/** Records that are JSON objects. */
export function jsonForm(
  documents: readonly Record<string, unknown>[],
  encoding: Encoding,
): FormGuess {
  const paths = new Set<string>();
  const rows = documents.map((document) => {
    const cells = new Map<string, string>();
    flatten(document, '', 0, cells);
    for (const path of cells.keys()) if (paths.size < MOST_COLUMNS) paths.add(path);
    return cells;
  });
  const names = [...paths].map((path) => ({ key: path, title: path }));
  return {
    form: { format: 'json', encoding, delimiter: ',', quote: '', header: false, skipLines: 0 },
    table: tableOf(
      names,
      rows.map((cells) => [...paths].map((path) => cells.get(path) ?? '')),
    ),
    doubts: [],
  };
}

function flatten(value: unknown, path: string, depth: number, cells: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) {
    // Several blanks and the like are kept out of the comparison, as in any other cell.
    if (path !== '') cells.set(path, value === null ? '' : String(value).trim());
    return;
  }
  if (depth >= DEEPEST) return;
  const entries = Array.isArray(value)
    ? value.slice(0, MOST_ITEMS).entries()
    : Object.entries(value);
  for (const [key, inner] of entries) {
    // Deeper down a name with a point in it would be read as a path.
    if (path !== '' && String(key).includes('.')) continue;
    flatten(inner, path === '' ? String(key) : `${path}.${key}`, depth + 1, cells);
  }
}
