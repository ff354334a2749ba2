import type { Delay } from '../scoring/victim-outcome.ts';
import { type Quartiles, quartiles } from '../statistics/quantiles.ts';

/** What had happened when decisions fell; `null` where none did. */
export interface Delays {
  seconds: Quartiles | null;
  calls: Quartiles | null;
  yen: Quartiles | null;
}

export function delaysOf(delays: readonly (Delay | null)[]): Delays {
  const known = delays.filter((delay) => delay !== null);
  return {
    seconds: quartiles(known.map(({ seconds }) => seconds)),
    calls: quartiles(known.map(({ calls }) => calls)),
    yen: quartiles(known.map(({ milliYen }) => milliYen / 1000)),
  };
}
