import { setTimeout as pause } from 'node:timers/promises';

/** Asks until it is so. @throws what the last try threw, or that it never was, after `withinMs` */
export async function eventually(
  isSo: () => Promise<boolean> | boolean,
  withinMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await Promise.resolve(isSo()).catch((error: unknown) => {
      if (performance.now() > deadline) throw error;
      return false;
    });
    if (answer) return;
    if (performance.now() > deadline) throw new Error(`not so within ${withinMs} ms: ${isSo}`);
    await pause(50);
  }
}
