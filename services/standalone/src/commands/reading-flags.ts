import { checkOptions, RECORD_FORMATS, type RecordFormat } from '@sekisho/cdr';
import { createOutsideLineCut, loadMapping, type ReadOptions } from '@sekisho/collector';
import type { Numbering } from '@sekisho/numbering';
import { type Command, Option } from 'commander';
import { standardInput } from '../standard-input.ts';
import { UsageError } from '../usage-error.ts';

/** How files of records are to be read. */
export interface ReadingFlags {
  format?: RecordFormat;
  mapping?: string;
  source?: string;
  timeZone?: string;
  outsideLine?: string;
  merge?: boolean;
}

export function addReadingFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--format <format>', 'of all files; default by content').choices(RECORD_FORMATS),
    )
    .option('--mapping <file>', 'how any other file is read (YAML)')
    .option('--source <name>', 'the switch that wrote the files')
    .option('--time-zone <zone>', 'of formats that write local times; default Asia/Tokyo')
    .option('--outside-line <digits>', 'dialled for an outside line; cut from called numbers')
    .option('--merge', 'merge files that are each in time order into one stream by time');
}

/** @throws UsageError or MappingError, before any file of records is opened */
export function readingOf(
  files: readonly string[],
  flags: ReadingFlags,
  numbering: Numbering,
): ReadOptions {
  checkReadingFlags(flags);
  const { format, mapping, source, timeZone, outsideLine, merge } = flags;
  return {
    format,
    mapping: mapping === undefined ? undefined : loadMapping(mapping),
    source,
    timeZone,
    outsideLine,
    cutOutsideLine: createOutsideLineCut(numbering),
    mergeByTime: merge,
    stdin: files.includes('-') ? standardInput() : undefined,
  };
}

/** What to tell of lines that were read and are no records. */
export function leftOut(lines: number): string {
  return lines === 1
    ? '1 line is no call record and was left out'
    : `${lines} lines are no call records and were left out`;
}

/** @throws UsageError for what no file could be read by */
export function checkReadingFlags({
  format,
  mapping,
  source,
  timeZone,
  outsideLine,
}: ReadingFlags): void {
  if (format !== undefined && mapping !== undefined) {
    throw new UsageError('--mapping tells the format already; leave --format out');
  }
  checkFlag(`--time-zone ${timeZone}: no such zone; write one such as Asia/Tokyo`, { timeZone });
  checkFlag(`--source ${source}: write 1 to 64 characters`, { source });
  checkFlag(`--outside-line ${outsideLine}: write 1 to 4 digits, such as 0`, { outsideLine });
}

function checkFlag(message: string, options: Parameters<typeof checkOptions>[0]): void {
  try {
    checkOptions(options);
  } catch (cause) {
    throw new UsageError(message, { cause });
  }
}
