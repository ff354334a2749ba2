import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { MappingError, type MappingProblem } from './mapping-error.ts';

/** A YAML text as a value, and on which line of it a key stands. */
export interface YamlText {
  value: unknown;
  /** The 1-based line of a key; of one that is missing that of the nearest above it. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Keys whose values are numbers however they are written. */
const NUMBERS = ['factor', 'skipLines'];

/** @throws MappingError when it is no YAML */
export function readYaml(text: string, file: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = document.errors.map(({ pos, message }): MappingProblem => {
    const { line } = lines.linePos(pos[0]);
    return { line, key: null, message: `${message}; write YAML, quoting values with : or #` };
  });
  problems.push(...unusableKeys(document, lines));
  if (problems.length > 0) throw new MappingError(file, problems);
  keepAsWritten(document);
  return { value: toValue(document, file), lineOf: (path) => lineOf(document, lines, path) };
}

/** JavaScript's one key that a checked table would lose without a word. */
function unusableKeys(document: Document, lines: LineCounter): MappingProblem[] {
  const problems: MappingProblem[] = [];
  visit(document, {
    Pair: (_key, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__') return;
      const { line } = lines.linePos(rangeStart(key) ?? 0);
      problems.push({
        line,
        key: '__proto__',
        message: 'is no name that can be used; take another',
      });
    },
  });
  return problems;
}

/** What stands in a file as `01` or `NULL` is that text, and not the number 1 or nothing. */
function keepAsWritten(document: Document): void {
  visit(document, {
    Pair: (_key, { key }) => (NUMBERS.includes(String(key)) ? visit.SKIP : undefined),
    Scalar: (_key, scalar) => {
      const { source = '', value } = scalar;
      if (typeof value !== 'string' && source !== '' && String(value) !== source) {
        scalar.value = source;
      }
    },
  });
}

/** Aliases may be nested so that a small file becomes a huge value: that is a fault of the file. */
function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const problem = { line: 1, key: null, message: `${message}; write it without aliases` };
    throw new MappingError(file, [problem]);
  }
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    const start = rangeStart(node);
    if (start !== null) return lines.linePos(start).line;
  }
  return 1;
}

function rangeStart(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node)) return null;
  return Array.isArray(node.range) && typeof node.range[0] === 'number' ? node.range[0] : null;
}
