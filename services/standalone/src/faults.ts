import { CommanderError } from 'commander';
import { UsageError } from './usage-error.ts';

type ErrorKind = abstract new (...values: never[]) => Error & { code?: string };

interface Mistake {
  load(): Promise<ErrorKind>;
  /** With what mends it; other codes are no mistake. */
  codes?: Readonly<Record<string, string>>;
}

/**
 * What goes wrong by a mistake of whoever typed the command or wrote its files, by the name of the
 * class. Asked for where an error has that name: its module is loaded already then, and no other
 * one is loaded.
 */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  AccessSettingsError: {
    load: async () => (await import('@sekisho/console')).AccessSettingsError,
  },
  ConsoleAddressError: {
    load: async () => (await import('@sekisho/console')).ConsoleAddressError,
  },
  DataFileError: { load: async () => (await import('@sekisho/numbering')).DataFileError },
  EngineError: {
    load: async () => (await import('@sekisho/clickhouse')).EngineError,
    codes: { 'store-foreign': '; name a new folder, an empty one, or one that sekisho made' },
  },
  EnvironmentError: { load: async () => (await import('@sekisho/runtime')).EnvironmentError },
  FeedError: {
    load: async () => (await import('@sekisho/collector')).FeedError,
    codes: {
      'not-found': '',
      'not-readable': '',
      'not-a-file': '',
      'stdin-twice': '',
      'bad-head': '',
    },
  },
  MappingError: { load: async () => (await import('@sekisho/cdr')).MappingError },
  NoticeSettingsError: {
    load: async () => (await import('@sekisho/notices')).NoticeSettingsError,
  },
  PolicyError: { load: async () => (await import('@sekisho/restrictions')).PolicyError },
  QuestionError: { load: async () => (await import('@sekisho/infra/dashboards')).QuestionError },
  RuleSetError: { load: async () => (await import('@sekisho/rules')).RuleSetError },
  StoreInUseError: {
    load: async () => (await import('@sekisho/clickhouse')).StoreInUseError,
    codes: { 'store-in-use': '; wait until it ends, or name another folder' },
  },
  TargetsFileError: {
    load: async () => (await import('@sekisho/enforcer/targets-file')).TargetsFileError,
  },
  TopicChangedError: { load: async () => (await import('@sekisho/detector')).TopicChangedError },
  UnreadableFileError: {
    load: async () => (await import('@sekisho/reference')).UnreadableFileError,
  },
};

/** What mends a mistake, or '' where its message says so; nothing for a failure. */
export async function mendOf(error: unknown): Promise<string | undefined> {
  if (error instanceof CommanderError) return '; see sekisho --help, or --help of the command';
  if (error instanceof UsageError) return '';
  if (!(error instanceof Error)) return undefined;
  const mistake = MISTAKES[error.constructor.name];
  if (mistake === undefined || !(error instanceof (await mistake.load()))) return undefined;
  if (mistake.codes === undefined) return '';
  return 'code' in error ? mistake.codes[String(error.code)] : undefined;
}
