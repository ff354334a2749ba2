import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { NoticeSettingsError, type SettingsProblem } from './settings-error.ts';
import { type FileProblem, faultsOf } from './settings-meaning.ts';
import { type NoticeSettings, settingsSchema } from './settings-schema.ts';

type LineOf = (path: readonly PropertyKey[]) => number;

/**
 * Reads a notices file.
 * @param fileProblem looks into the files that it names
 * @throws NoticeSettingsError with every fault, its line and its mend
 */
export function parseNoticeSettings(
  text: string,
  file: string,
  fileProblem: FileProblem = () => undefined,
): NoticeSettings {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines });
  const broken = yaml.errors.map(({ pos, message }) => ({
    line: lines.linePos(pos[0]).line,
    key: '',
    message: `${message.replace(/ at line \d+.*$/s, '')}; mend the YAML there`,
  }));
  if (broken.length > 0) throw new NoticeSettingsError(file, broken);
  const lineOf: LineOf = (path) => lineAt(yaml, lines, path);
  const read = settingsSchema.safeParse(yaml.toJS() ?? {});
  if (!read.success) {
    throw new NoticeSettingsError(
      file,
      read.error.issues.map((issue) => problemOf(issue, lineOf)),
    );
  }
  const faults = faultsOf(read.data, fileProblem);
  if (faults.length === 0) return read.data;
  throw new NoticeSettingsError(
    file,
    faults.map(({ path, message }) => ({ line: lineOf(path), key: path.join('.'), message })),
  );
}

const OURS = ['invalid_format', 'too_small', 'too_big', 'custom'];

// Our own messages tell what to write; zod's tell what is wrong.
function problemOf({ code, message, path }: z.core.$ZodIssue, lineOf: LineOf): SettingsProblem {
  const mend = OURS.includes(code) ? '' : '; see docs/notices.md for what may stand here';
  return { line: lineOf(path), key: path.join('.'), message: message + mend };
}

// The node may be missing (a key that should be there): then the nearest one above it is named.
function lineAt(yaml: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
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
