/** One fault of a policy: where, what, and how to mend it. */
export interface PolicyProblem {
  /** 1-based; `null` where the file as a whole is at fault. */
  line: number | null;
  /** Path of the key, e.g. `services.hikari.terms`. */
  key: string;
  message: string;
}

/** A policy that cannot be used; it names every fault found, each with its line. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly code = 'policy-invalid';
  readonly problems: readonly PolicyProblem[];

  constructor(file: string, problems: readonly PolicyProblem[]) {
    super(problems.map((problem) => describe(file, problem)).join('\n'));
    this.problems = problems;
  }
}

function describe(file: string, { line, key, message }: PolicyProblem): string {
  const place = line === null ? file : `${file}:${line}`;
  return key === '' ? `${place}: ${message}` : `${place}: ${key}: ${message}`;
}
