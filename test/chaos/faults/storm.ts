import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../random.ts';
import { drawFault, type Fault } from './fault.ts';
import type { Fleet } from './fleet.ts';

const AT_ONCE = 3;

/** Lets things go wrong until the time is over. Resolves when all is as it was, with how many did. */
export async function storm(random: Random, fleet: Fleet, untilMs: number): Promise<number> {
  const running = new Map<string, Promise<void>>();
  let count = 0;
  for (;;) {
    const waitMs = random.whole(1000, 6000);
    const fault = drawFault(random, fleet);
    if (performance.now() + waitMs > untilMs) break;
    await pause(waitMs);
    // The draws do not depend on what is under way, so that a seed repeats them.
    if (running.has(fault.target) || running.size >= AT_ONCE) continue;
    count++;
    const done = strike(fault, fleet).finally(() => running.delete(fault.target));
    running.set(fault.target, done);
  }
  await Promise.all(running.values());
  return count;
}

async function strike({ text, target, run }: Fault, { timeline }: Fleet): Promise<void> {
  timeline.say(text);
  try {
    await run();
    timeline.say(`    ${target} again`);
  } catch (error) {
    timeline.odd(`${text}: ${error}`);
  }
}
