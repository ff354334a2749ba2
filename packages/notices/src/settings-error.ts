/** One fault of a notices file: where, what, and how to mend it. */
export interface SettingsProblem {
  /** 1-based. */
  line: number;
  /** Path of the key, e.g. `ladders.0.steps`. */
  key: string;
  message: string;
}

/** A notices file that cannot be used; it names every fault found, each with its line. */
export class NoticeSettingsError extends Error {
  override readonly name = 'NoticeSettingsError';
  readonly code = 'notice-settings-invalid';
  readonly problems: readonly SettingsProblem[];

  constructor(file: string, problems: readonly SettingsProblem[]) {
    super(problems.map((problem) => describe(file, problem)).join('\n'));
    this.problems = problems;
  }
}

function describe(file: string, { line, key, message }: SettingsProblem): string {
  return `${file}:${line}: ${key === '' ? '' : `${key}: `}${message}`;
}
