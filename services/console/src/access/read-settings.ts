import { readFileSync } from 'node:fs';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { AccessSettingsError } from './settings-error.ts';
import { type AccessSettings, settingsSchema } from './settings-schema.ts';

/**
 * Reads the file that says who may sign in, and the secret that it names.
 * @throws AccessSettingsError with every fault, its line and its mend
 */
export function readAccessSettings(file: string): AccessSettings {
  return parseAccessSettings(textOf(file), file);
}

export function parseAccessSettings(text: string, file: string): AccessSettings {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines });
  const broken = yaml.errors.map(({ pos, message }) => ({
    line: lines.linePos(pos[0]).line,
    key: '',
    message: `${message.replace(/ at line \d+.*$/s, '')}; mend the YAML there`,
  }));
  if (broken.length > 0) throw new AccessSettingsError(file, broken);
  const read = settingsSchema.safeParse(yaml.toJS() ?? {});
  if (read.success) return read.data;
  throw new AccessSettingsError(
    file,
    read.error.issues.map(({ path, message, code }) => ({
      line: lineOf(yaml, lines, path),
      key: path.join('.'),
      message: code === 'unrecognized_keys' ? `${message}; see docs/access.md` : message,
    })),
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : 'unreadable';
    const message = `cannot be read (${why}); name a file that says who may sign in`;
    throw new AccessSettingsError(file, [{ line: 1, key: '', message }], error);
  }
}

// The node may be missing (a key that should be there): then the nearest one above it is named.
function lineOf(yaml: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const start = startOf(yaml.getIn(path.slice(0, length), true));
    if (start !== undefined) return lines.linePos(start).line;
  }
  return lines.linePos(startOf(yaml.contents) ?? 0).line;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  return Array.isArray(node.range) ? Number(node.range[0]) : undefined;
}
