import { hash } from 'node:crypto';
import type { DirectoryEntry } from './directory.ts';
import { DIRECTORY_COLUMNS } from './directory-csv.ts';
import { type DirectoryEncoding, decodeDirectory } from './directory-encoding.ts';
import type { LineKeyOf } from './directory-history.ts';
import { parseDirectoryEntries } from './parse-directory.ts';

export interface DirectoryFile {
  name: string;
  bytes: Uint8Array;
  /** Default by content. */
  encoding?: DirectoryEncoding | undefined;
}

/** A directory file, ready to be imported. */
export interface ReadDirectoryFile {
  file: string;
  entries: readonly DirectoryEntry[];
  lineKeyOf: LineKeyOf;
  /** SHA-256, hex. */
  contentHash: string;
  encoding: DirectoryEncoding;
  /** Named in the header, and no columns of a directory. */
  ignoredColumns: readonly string[];
}

/**
 * @param e164Of the full number of a line that is one
 * @throws EncodingError, DataFileError with every fault
 */
export function readDirectoryFile(
  { name, bytes, encoding }: DirectoryFile,
  e164Of: (line: string) => string | null,
): ReadDirectoryFile {
  const decoded = decodeDirectory(bytes, name, encoding);
  return {
    file: name,
    entries: parseDirectoryEntries(decoded.text, name, e164Of),
    lineKeyOf: (line) => e164Of(line) ?? line,
    contentHash: hash('sha256', bytes, 'hex'),
    encoding: decoded.encoding,
    ignoredColumns: ignoredColumns(decoded.text),
  };
}

function ignoredColumns(text: string): string[] {
  const header = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
  const names = header.split(',').map((name) => name.replaceAll('"', '').trim());
  const known: readonly string[] = DIRECTORY_COLUMNS;
  return names.filter((name) => name !== '' && !known.includes(name));
}
