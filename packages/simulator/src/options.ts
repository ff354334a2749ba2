import type { ShapeName } from './attacks/registry.ts';
import type { CaseName } from './cases/registry.ts';
import type { SettingName } from './setting.ts';

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
  /** Kinds of lawful traffic that looks like an attack; default none. */
  cases?: readonly CaseName[] | 'all' | 'none';
  /**
   * Share of the subscribers who have a case of their own within three weeks, 0–1; default 0.025.
   * Each kind named happens at least once. Cases of many subscribers come on top, once each.
   */
  caseRate?: number;
  /** Share of the lawful legs that go abroad, 0–1; default: as the populations call. */
  internationalShare?: number;
  /** The distributions from which everything is drawn; default `standard`. */
  setting?: SettingName;
  /** Also a `start` record at the answer of every answered leg, else `stop` records alone. */
  startEvents: boolean;
  /** Also `interim` records, of the switches that send them; default false. */
  interims?: boolean;
  /**
   * What goes wrong on the way from a switch: duplicates, late batches, records out of order,
   * clocks that are off, lost starts and stops, calls written twice; default false. Records then
   * come in the order of their arrival.
   */
  faults?: boolean;
  /** Exactly so many records: lawful traffic goes on past `days`, or stops early. */
  records?: number;
}
