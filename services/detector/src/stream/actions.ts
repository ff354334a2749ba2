import type { RestrictionDecision } from '@sekisho/restrictions';
import type { Tenure } from './tenure.ts';

/** Where decisions go to be acted on; resolves when they cannot be lost any more. */
export interface DecisionQueue {
  enqueue(decision: RestrictionDecision, isFirst: boolean): Promise<void>;
}

/** A decision on its way: stored first, enqueued then, and without being stored after a while. */
export interface Action {
  /** To be called once the decision is stored. */
  stored(): void;
  /** Resolves when it is enqueued, or dropped because its partition was lost. */
  done: Promise<void>;
}

export interface ActionOptions {
  queue: DecisionQueue;
  /** An insert that takes longer does not delay the action. */
  longestWaitMs: number;
  onEnqueued(decision: RestrictionDecision): void;
}

/**
 * Begins to act on a decision: what was decided is stored before it is acted on, so that a restart
 * adopts it; but a store that is gone must not leave a line open.
 */
export function beginAction(
  decision: RestrictionDecision,
  isFirst: boolean,
  tenure: Tenure,
  { queue, longestWaitMs, onEnqueued }: ActionOptions,
): Action {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, longestWaitMs);
  return {
    stored: resolve,
    done: act(),
  };

  async function act(): Promise<void> {
    await promise;
    clearTimeout(timer);
    if (!(await tenure.isHeld())) return;
    await queue.enqueue(decision, isFirst);
    onEnqueued(decision);
  }
}
