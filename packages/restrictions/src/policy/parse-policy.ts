import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { checkMeaning } from './check-meaning.ts';
import { compilePolicy, type OpensAt, type Policy } from './policy.ts';
import { PolicyError, type PolicyProblem } from './policy-error.ts';
import { policySchema } from './policy-schema.ts';

export interface PolicyParts {
  /** Names this very text, e.g. by a hash of it; transitions store it. */
  version(name: string): string;
  /** Absent where no hours of desks are known: then no bar can last until one opens. */
  opensAt?: OpensAt | undefined;
}

/**
 * Reads a policy from YAML.
 * @throws PolicyError with every fault, its line and its mend
 */
export function parsePolicy(text: string, file: string, parts: PolicyParts): Policy {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines });
  if (yaml.errors.length > 0) {
    const broken = yaml.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      key: '',
      message: `${error.message.replace(/ at line \d+.*$/s, '')}; mend the YAML there`,
    }));
    throw new PolicyError(file, broken);
  }
  const place = ({ path, message }: { path: readonly PropertyKey[]; message: string }) => ({
    line: lineAt(yaml, lines, path),
    key: path.join('.'),
    message,
  });
  const parsed = policySchema.safeParse(yaml.toJS());
  if (!parsed.success) throw new PolicyError(file, parsed.error.issues.map(withMend).map(place));
  const wrong: PolicyProblem[] = checkMeaning(parsed.data, parts.opensAt !== undefined).map(place);
  if (wrong.length > 0) throw new PolicyError(file, wrong);
  const { opensAt = () => undefined } = parts;
  return compilePolicy(parsed.data, parts.version(parsed.data.name), opensAt);
}

const SEE_DOCS = '; see docs/policy.md for what may stand here';

// What zod says itself tells what is wrong; our own messages tell what to write.
function withMend({ code, message, path }: z.core.$ZodIssue) {
  const isOurs = code === 'custom' || code === 'invalid_format';
  return { path, message: isOurs ? message : message + SEE_DOCS };
}

// The node may be missing (a key that should be there): then the nearest one above it is named.
function lineAt(yaml: Document, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? yaml.contents : yaml.getIn(path.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node && node.range;
    if (Array.isArray(range)) return lines.linePos(Number(range[0])).line;
  }
  return null;
}
