export type DataFileErrorCode = 'data-not-readable' | 'data-invalid';

/** One thing wrong in a data file; `line` is 1-based, `key` a column or a path such as `domestic.0.pattern`. */
export interface DataProblem {
  readonly line: number | null;
  readonly key: string | null;
  /** What is wrong, then what to write instead. */
  readonly message: string;
}

/**
 * A data file cannot be used. `data-not-readable`: no table or document at all;
 * `data-invalid`: single values are wrong, and `problems` holds every one of them.
 */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
  readonly code: DataFileErrorCode;
  readonly file: string;
  readonly problems: readonly DataProblem[];

  constructor(code: DataFileErrorCode, file: string, problems: readonly DataProblem[]) {
    super(problems.map((problem) => sentence(file, problem)).join('\n'));
    this.code = code;
    this.file = file;
    this.problems = problems;
  }
}

function sentence(file: string, { line, key, message }: DataProblem): string {
  const place = line === null ? file : `${file}:${line}`;
  return key === null ? `${place}: ${message}` : `${place}: ${key}: ${message}`;
}
