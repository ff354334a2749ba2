/**
 * Does the work for all, so many at a time, in their order. After a failure none is begun any more;
 * it is told once those under way have ended.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  let failed: { error: unknown } | undefined;
  const take = async () => {
    for (const [i, item] of waiting) {
      if (failed !== undefined) return;
      try {
        results[i] = await work(item);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, take));
  if (failed !== undefined) throw failed.error;
  return results;
}
