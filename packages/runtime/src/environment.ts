import type { z } from 'zod';

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** What is wrong with the environment, all of it in one line. */
export class EnvironmentError extends Error {
  readonly code = 'environment';
  /** Each names its variable, what is wrong with it, and the mend. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`environment: ${problems.join('; ')}`);
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
}

/**
 * Reads and checks the variables that a schema names, once. An empty value counts as missing.
 * @throws EnvironmentError with every problem
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: EnvironmentVariables,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, env[name] || undefined]),
  );
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new EnvironmentError(read.error.issues.map((issue) => problemOf(issue, given)));
}

function problemOf(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  // The value itself is not repeated: it may be a secret.
  return given[name] === undefined ? `${name} is not set` : `${name}: ${issue.message}`;
}
