import { type Mapping, MappingError, RECORD_FORMATS, type RecordFormat } from '@sekisho/cdr';
import { UnreadableFileError } from '@sekisho/reference';
import { createChooseReading } from '../read-choice.ts';
import { loadMapping } from '../read-mapping.ts';

const OPTIONS = [
  'format',
  'mapping',
  'source',
  'timeZone',
  'outsideLine',
  'follow',
  'sequence',
  'name',
];

/** A directory in which files of records appear. */
export interface WatchedDirectory {
  path: string;
  /** Default is what each file's content looks like. */
  format: RecordFormat | undefined;
  /** How files of any other form are read. */
  mapping: Mapping | undefined;
  source: string | undefined;
  timeZone: string | undefined;
  /** Digits dialled for an outside line, cut from called numbers. */
  outsideLine: string | undefined;
  /** Whether its files grow for ever, and are read as they grow. */
  follow: boolean;
  /** Whether file names carry a number that rises by one; as a RegExp, what its group captures. */
  sequence: boolean | RegExp;
  /** Only files whose names match are taken. */
  name: RegExp | undefined;
}

/** What is wrong with a description of watched directories; the message names the mend. */
export class WatchSyntaxError extends Error {
  readonly code = 'watch-syntax';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'WatchSyntaxError';
  }
}

/**
 * Reads `PATH[?option=value[&option=value]…]`, several separated by commas. `%2C`, `%3F`, `%26` and
 * `%25` stand for `,`, `?`, `&` and `%` in a path or value.
 * Mappings are read. @throws WatchSyntaxError
 */
export function parseWatch(text: string): WatchedDirectory[] {
  return text.split(',').map((entry) => parseEntry(entry.trim()));
}

function parseEntry(entry: string): WatchedDirectory {
  const [path = '', query = ''] = split(entry, '?');
  if (path === '') throw new WatchSyntaxError('write PATH?option=value, separated by commas');
  const given = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&')) {
    const [key = '', value = ''] = split(pair, '=');
    if (!OPTIONS.includes(key)) {
      throw new WatchSyntaxError(`option “${key}” is none of ${OPTIONS.join(', ')}`);
    }
    given.set(key, unescaped(value));
  }
  const directory: WatchedDirectory = {
    path: unescaped(path),
    format: formatOf(given.get('format')),
    mapping: mappingOf(given.get('mapping')),
    source: given.get('source'),
    timeZone: given.get('timeZone'),
    outsideLine: given.get('outsideLine'),
    follow: flagOf('follow', given.get('follow')),
    sequence: sequenceOf(given.get('sequence')),
    name: patternOf('name', given.get('name')),
  };
  check(directory);
  return directory;
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new WatchSyntaxError(`“${text}”: write %25 for a percent sign`, cause);
  }
}

function formatOf(value: string | undefined): RecordFormat | undefined {
  const format = RECORD_FORMATS.find((known) => known === value);
  if (value === undefined || format !== undefined) return format;
  throw new WatchSyntaxError(`format “${value}” is none of ${RECORD_FORMATS.join(', ')}`);
}

function flagOf(key: string, value = '0'): boolean {
  if (value === '0' || value === '1') return value === '1';
  throw new WatchSyntaxError(`${key} is 1 or 0`);
}

function sequenceOf(value = '0'): boolean | RegExp {
  if (value === '0' || value === '1') return value === '1';
  const pattern = patternOf('sequence', value) as RegExp;
  if (new RegExp(`${pattern.source}|`).exec('')?.length === 2) return new RegExp(pattern, 'd');
  throw new WatchSyntaxError(`sequence=${value}: put the digits in one group, as in cdr-(\\d+)`);
}

function patternOf(key: string, value: string | undefined): RegExp | undefined {
  try {
    return value === undefined ? undefined : new RegExp(value);
  } catch (cause) {
    throw new WatchSyntaxError(`${key}=${value} is no regular expression`, cause);
  }
}

function mappingOf(file: string | undefined): Mapping | undefined {
  try {
    return file === undefined ? undefined : loadMapping(file);
  } catch (cause) {
    if (cause instanceof MappingError || cause instanceof UnreadableFileError) {
      throw new WatchSyntaxError(`mapping=${file}: ${cause.message}`, cause);
    }
    throw cause;
  }
}

function check({ path, format, mapping, ...options }: WatchedDirectory): void {
  if (format !== undefined && mapping !== undefined) {
    throw new WatchSyntaxError(`${path}: name format or mapping, not both`);
  }
  try {
    // What is done with an outside line is known where the dial plan is.
    createChooseReading({ format, mapping, ...options, cutOutsideLine: (called) => called });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new WatchSyntaxError(cause.message, cause);
  }
}
