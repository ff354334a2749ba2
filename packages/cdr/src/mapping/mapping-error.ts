/** One thing wrong in a mapping; `line` is 1-based, `key` a path such as `fields.called.column`. */
export interface MappingProblem {
  readonly line: number;
  readonly key: string | null;
  /** What is wrong, then what to write instead. */
  readonly message: string;
}

/** A mapping cannot be used; `problems` holds everything that is wrong with it. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
  readonly code = 'mapping-invalid';
  readonly file: string;
  readonly problems: readonly MappingProblem[];

  constructor(file: string, problems: readonly MappingProblem[]) {
    super(problems.map((problem) => sentence(file, problem)).join('\n'));
    this.file = file;
    this.problems = problems;
  }
}

function sentence(file: string, { line, key, message }: MappingProblem): string {
  const place = `${file}:${line}`;
  return key === null ? `${place}: ${message}` : `${place}: ${key}: ${message}`;
}
