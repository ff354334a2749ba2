/** One fault of the file that says who may sign in. */
interface AccessProblem {
  /** 1-based. */
  line: number;
  /** Path of the key, e.g. `oidc.groups.0.role`. */
  key: string;
  message: string;
}

/** Settings that cannot be used; it names every fault found, each with its line and mend. */
export class AccessSettingsError extends Error {
  override readonly name = 'AccessSettingsError';
  readonly code = 'access-settings-invalid';
  readonly problems: readonly AccessProblem[];

  constructor(file: string, problems: readonly AccessProblem[], cause?: unknown) {
    super(
      problems
        .map(
          ({ line, key, message }) => `${file}:${line}: ${key === '' ? '' : `${key}: `}${message}`,
        )
        .join('\n'),
      cause === undefined ? undefined : { cause },
    );
    this.problems = problems;
  }
}
