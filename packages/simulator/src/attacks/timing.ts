import { HOUR, hourOfWeek } from '../japan-time.ts';
import type { Random } from '../random.ts';
import type { AttackSetting } from './attack-setting.ts';
import type { Shape } from './shape.ts';

/** Epoch milliseconds. */
export interface Period {
  startsAt: number;
  endsAt: number;
}

/** In which hours an attack begins: `mixed` is a weekend or a night mostly, else working hours. */
export type When = 'mixed' | 'night' | 'weekend' | 'office' | 'midnight' | 'any';

type Hours = Exclude<When, 'mixed'>;

const FRIDAY_EVENING = 4 * 24 + 18;
const MONDAY_MORNING = 6;
// A run's last hours hold only the beginning of an attack; but some of it must be there.
const CUT = 0.3;
const LONGEST = 0.7;
const TRIES = 300;

const within: Record<Hours, (hour: number) => boolean> = {
  weekend: (hour) => hour >= FRIDAY_EVENING || hour < MONDAY_MORNING,
  night: (hour) => hour % 24 >= 19 || hour % 24 < 7,
  midnight: (hour) => hour % 24 >= 22,
  office: (hour) => hour < 120 && hour % 24 >= 8 && hour % 24 < 19,
  any: () => true,
};

/** Whether attacks of that kind are at work at this time. */
export function isWithin(hours: Hours, at: number): boolean {
  return within[hours](hourOfWeek(at));
}

function hoursOf(rng: Random, { when = 'mixed' }: Shape, setting: AttackSetting): Hours {
  if (when !== 'mixed') return when;
  if (!rng.chance(setting.offHours)) return 'office';
  return rng.chance(setting.weekend) ? 'weekend' : 'night';
}

/** When an attack happens within a run: at any time of it, the first hours too. */
export function choosePeriod(
  rng: Random,
  shape: Shape,
  { run, setting }: { run: Period; setting: AttackSetting },
): Period {
  const length = run.endsAt - run.startsAt;
  const span = Math.min(rng.wide(...shape.hours) * HOUR, length * LONGEST);
  const hours = hoursOf(rng, shape, setting);
  let startsAt = 0;
  for (let left = TRIES; left > 0; left--) {
    startsAt = rng.between(run.startsAt, run.endsAt - span * CUT);
    if (isWithin(hours, startsAt)) break;
  }
  return { startsAt, endsAt: Math.min(run.endsAt, startsAt + span) };
}
