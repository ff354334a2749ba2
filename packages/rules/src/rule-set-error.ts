/** One fault of a rule set: where, what, and how to mend it. */
export interface RuleSetProblem {
  /** 1-based; `null` where the file as a whole is at fault. */
  line: number | null;
  /** Path of the key, e.g. `rules.2.window`. */
  key: string;
  message: string;
}

/** A rule set that cannot be used; it names every fault found, each with its line. */
export class RuleSetError extends Error {
  override readonly name = 'RuleSetError';
  readonly code = 'rule-set-invalid';
  readonly problems: readonly RuleSetProblem[];

  constructor(file: string, problems: readonly RuleSetProblem[]) {
    super(problems.map((problem) => describe(file, problem)).join('\n'));
    this.problems = problems;
  }
}

function describe(file: string, { line, key, message }: RuleSetProblem): string {
  const place = line === null ? file : `${file}:${line}`;
  return key === '' ? `${place}: ${message}` : `${place}: ${key}: ${message}`;
}
