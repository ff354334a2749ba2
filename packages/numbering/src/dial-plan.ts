import { LineCounter, parseDocument } from 'yaml';
import { contentVersion } from './content-version.ts';
import { type DialPlanData, dialPlanSchema } from './dial-plan-schema.ts';
import { collectProblems } from './problems.ts';

export interface DialPlan extends DialPlanData {
  readonly version: string;
}

/**
 * Reads the YAML of a dial plan; the files under `data/dial-plans` explain each key.
 * @throws DataFileError `data-not-readable` if it is no YAML, `data-invalid` with every wrong key.
 */
export function parseDialPlan(text: string, fileName: string): DialPlan {
  const { document, lines } = readYaml(text, fileName);
  const result = dialPlanSchema.safeParse(document.toJS());
  if (result.success) return { ...result.data, version: contentVersion(result.data.name, text) };
  const problems = collectProblems(fileName);
  for (const issue of result.error.issues) {
    problems.add(lineOf(document, lines, issue.path), issue.path.join('.') || null, issue.message);
  }
  problems.throwIfAny('data-invalid');
  throw result.error;
}

type YamlDocument = ReturnType<typeof parseDocument>;

function readYaml(text: string, file: string): { document: YamlDocument; lines: LineCounter } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = collectProblems(file);
  for (const { pos, message } of document.errors) {
    problems.add(
      lines.linePos(pos[0]).line,
      null,
      `${message}; write YAML, quoting values with : or #`,
    );
  }
  problems.throwIfAny('data-not-readable');
  return { document, lines };
}

// A missing key has no place of its own: the nearest that exists above it is shown.
function lineOf(document: YamlDocument, lines: LineCounter, path: readonly PropertyKey[]): number {
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
