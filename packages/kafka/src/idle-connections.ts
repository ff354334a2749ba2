import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

interface RequestQueueClass {
  readonly prototype: RequestQueue;
}

let isQuiet = false;

/**
 * With nothing to send, each connection of the library sets a timer of a negative time again and
 * again: a wake-up every millisecond, and a warning on standard error. With nothing to send there
 * is nothing to check.
 */
export function quietIdleConnections(): void {
  if (isQuiet) return;
  isQuiet = true;
  const load = createRequire(import.meta.url);
  const { prototype } = load('kafkajs/src/network/requestQueue') as RequestQueueClass;
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function scheduleUnlessIdle() {
    if (this.pending.length > 0) schedule.call(this);
  };
}
