import { EngineStoppedError } from './engine-stopped-error.ts';

/** The loaded engine: its functions, by name. */
export type Engine = Record<string, unknown> & { _PostgresMainLoopOnce(): void };

/** With which the engine leaves a statement that fails, and goes on. */
const FAILED_STATEMENT = 100;

/**
 * Makes an engine that panics stop. Its caller would run it again and again, without end and
 * without letting anything else in the process work.
 */
export function stopOnFailure(engine: Engine): void {
  const runOnce = engine._PostgresMainLoopOnce;
  engine._PostgresMainLoopOnce = () => {
    try {
      runOnce();
    } catch (error) {
      if (!isFailedStatement(error)) stop(engine, error);
      throw error;
    }
  };
}

function isFailedStatement(error: unknown): boolean {
  return error instanceof Error
    ? 'status' in error && error.status === FAILED_STATEMENT
    : (error as { status?: unknown } | null)?.status === FAILED_STATEMENT;
}

// From now on whatever is asked of it throws, also where its caller takes no notice of the first.
function stop(engine: Engine, cause: unknown): void {
  const error = cause instanceof EngineStoppedError ? cause : new EngineStoppedError(cause);
  const refuse = () => {
    throw error;
  };
  for (const [name, value] of Object.entries(engine)) {
    if (typeof value === 'function') (engine as Record<string, unknown>)[name] = refuse;
  }
}
