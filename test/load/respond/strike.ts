import { setTimeout as pause } from 'node:timers/promises';
import type { RecordSender } from './record-sender.ts';
import type { Stand } from './stand.ts';
import { burst, type Victim } from './victim.ts';

/** How one attack went. */
export interface Strike {
  subscriber: string;
  /** Epoch ms, before the request that has its records. */
  sentAt: number;
  durableMs: number;
  /** Until Kamailio itself says that it holds the bar; no finer than it is asked. */
  barredMs: number;
}

const ASK_EVERY_MS = 10;
const WITHIN_MS = 60_000;

/** Sends the records that cross a backstop in one request, and asks Kamailio until the bar stands. */
export async function strike(
  { lab }: Stand,
  sender: RecordSender,
  victim: Victim,
): Promise<Strike> {
  const sentAt = Date.now();
  const startedAt = performance.now();
  const past = () => performance.now() - startedAt;
  await sender.send(burst(victim, sentAt));
  const durableMs = past();
  const { subscriber } = victim;
  // Its entries are put in order of their names, so that this is the last of them.
  while (!(await isBarred(lab, subscriber))) {
    if (past() > WITHIN_MS) throw new Error(`${subscriber} is not barred after ${WITHIN_MS} ms`);
    await pause(ASK_EVERY_MS);
  }
  return { subscriber, sentAt, durableMs, barredMs: past() };
}

async function isBarred(lab: Stand['lab'], key: string): Promise<boolean> {
  try {
    await lab.switch.rpc('htable.get', ['bar', key]);
    return true;
  } catch (error) {
    if (String(error).includes("Key name doesn't exist")) return false;
    throw error;
  }
}
