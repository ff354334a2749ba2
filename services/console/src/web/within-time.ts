/** What did not answer in time. */
class SlowError extends Error {
  readonly code = 'slow';

  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
    this.name = 'SlowError';
  }
}

/** A page is shown without what takes longer. @throws SlowError */
export async function withinTime<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SlowError(ms)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The stable code of an error, or that it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return 'internal';
}
