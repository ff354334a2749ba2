import type { Restriction } from '@sekisho/ledger';
import { pause } from '@sekisho/runtime';
import type { Operations } from '../control/operations.ts';
import { drillAttack } from './attack.ts';

export interface DrillParts {
  operations: Pick<Operations, 'bars' | 'actual' | 'approve' | 'release'>;
  /** Sends NDJSON where switches send theirs. @throws where it is not taken */
  send(records: string): Promise<void>;
  subscriber: string;
  by: string;
  withinMs: number;
  /** Epoch ms. */
  now(): number;
}

/** Milliseconds from the sending of the records to each step. */
export interface DrillResult {
  subscriber: string;
  restrictionId: string;
  decidedMs: number;
  readBackMs: number;
  releasedMs: number;
}

/** A step that did not come in time: whoever relies on it is blind. */
class DrillFailedError extends Error {
  override readonly name = 'DrillFailedError';
  readonly code = 'drill-failed';
}

const LOOK_EVERY_MS = 200;
const REASON = 'drill';

/** An attack on a contract that nobody has, through to the switch and back. @throws DrillFailedError */
export async function runDrill(parts: DrillParts): Promise<DrillResult> {
  const { operations, subscriber, by, now } = parts;
  const begun = now();
  await parts.send(drillAttack(subscriber, begun));
  const mine = async () =>
    (await operations.bars('all')).find((restriction) => restriction.subscriber === subscriber);
  const decided = await within(parts, 'no decision to restrict fell', mine);
  const decidedMs = now() - begun;
  const { restrictionId } = decided;
  const request = { restrictionId, by, reason: REASON };
  if (isWaiting(decided)) await operations.approve(request);
  const isHeld = async () =>
    (await operations.actual()).held.some(({ key }) => key === restrictionId);
  await within(parts, 'the switch does not say that it bars', async () => {
    const isApplied = (await mine())?.state === 'applied';
    return isApplied && (await isHeld()) ? true : undefined;
  });
  const readBackMs = now() - begun;
  await operations.release(request);
  await within(parts, 'the line was not released', async () => {
    const isReleased = (await mine())?.state === 'released';
    return isReleased && !(await isHeld()) ? true : undefined;
  });
  return { subscriber, restrictionId, decidedMs, readBackMs, releasedMs: now() - begun };
}

function isWaiting({ state }: Restriction): boolean {
  return state === 'shadow' || state === 'proposed';
}

async function within<T>(
  { withinMs, now }: DrillParts,
  what: string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = now() + withinMs;
  const { signal } = new AbortController();
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (now() > deadline) {
      throw new DrillFailedError(
        `blind: ${what} within ${withinMs / 1000} s; see sekisho status for what is wrong`,
      );
    }
    await pause(LOOK_EVERY_MS, signal);
  }
}
