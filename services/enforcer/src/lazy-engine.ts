import type { Engine } from '@sekisho/clickhouse';

export interface LazyEngine {
  /** Opens it when first asked, and again after a failure. */
  get(): Promise<Engine>;
  close(): Promise<void>;
}

/** Jobs are done while the store is gone, so that nobody waits for it at the start. */
export function lazyEngine(open: () => Promise<Engine>): LazyEngine {
  let opening: Promise<Engine> | undefined;
  const forget = () => {
    opening = undefined;
  };
  return {
    get() {
      if (opening === undefined) {
        opening = open();
        opening.catch(forget);
      }
      return opening;
    },
    async close() {
      await opening?.then((engine) => engine.close(), forget);
    },
  };
}
