import { basename } from 'node:path';
import { type Mapping, parseMapping } from '@sekisho/cdr';
import { readText } from '@sekisho/reference';

/** @throws MappingError naming line, key and mend, or UnreadableFileError */
export function loadMapping(file: string): Mapping {
  return parseMapping(readText(file), basename(file));
}
