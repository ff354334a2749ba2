/**
 * Does the same with each item, in order of their beginning. A run of the command takes a second,
 * most of it the start of a process: two at a time fill two cores.
 */
export async function twoAtATime<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.map((item, i) => ({ item, i }));
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results[next.i] = await run(next.item);
    }
  };
  await Promise.all([work(), work()]);
  return results;
}
