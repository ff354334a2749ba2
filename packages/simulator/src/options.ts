import type { ShapeName } from './attacks/registry.ts';

/** What to simulate. The same options give the same records, byte for byte. */
export interface SimulationOptions {
  seed: number;
  /** Epoch milliseconds of the first hour; legs start from here on. */
  start: number;
  /** Whole days in which legs start. Calls still up at the end are finished, past it. */
  days: number;
  subscribers: number;
  /** One attack per entry, in this order; a name may stand more than once. */
  attacks: readonly ShapeName[] | 'all' | 'none';
  /** Share of the lawful legs that go abroad, 0–1; default 0.025. Attacks come on top. */
  internationalShare?: number;
  /** Also a `start` record at the answer of every answered leg, else `stop` records alone. */
  startEvents: boolean;
  /** Exactly so many records: lawful traffic goes on past `days`, or stops early. */
  records?: number;
}
