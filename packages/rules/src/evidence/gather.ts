import type { Reading } from './reading.ts';
import type { Subject } from './subject.ts';
import { Tally } from './tally.ts';
import { tell } from './tell.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** Of a subscriber with more new calls in a week, the newest are looked at. */
const MOST_CALLS = 400;
/** The heat of so many of the newest calls is asked for. */
const MOST_RANGES = 24;
/** What is new to us need not be new to a subscriber that we have known for an hour. */
const LEAST_MATURITY = 0.35;

// One evaluation runs at a time.
const tally = new Tally();

/** Reads what all evidence shows at instant `t`, from what was known then. */
export function gather(subject: Subject, t: number, reading: Reading): void {
  reading.clear();
  const maturity = maturityOf(subject, t);
  tally.begin(subject, t, maturity);
  const { history } = subject;
  const { novelRows } = history;
  const { weighsWeek } = subject.context;
  const yesterday = t - DAY_MS;
  let calls = MOST_CALLS;
  let ranges = MOST_RANGES;
  for (let i = novelRows.length - 1; i >= 0 && calls > 0; i--) {
    const row = novelRows[i]!;
    const startedAt = history.startedAt(row);
    // What stands below began before yesterday, too, and that there is something is known.
    if (!weighsWeek && calls < MOST_CALLS && startedAt + history.novelDisorderMs <= yesterday)
      break;
    if (startedAt > t || startedAt <= t - WEEK_MS || history.firstAt(row) > t) continue;
    calls--;
    if (startedAt <= yesterday && !weighsWeek) continue;
    tally.take(row);
    if (startedAt > yesterday && ranges-- > 0) tally.takeHeat(row);
  }
  if (calls === MOST_CALLS) return;
  subject.profile.scans(t - HOUR_MS, t, (country) => tally.takeScan(country));
  tell(tally, subject, t, maturity, reading);
}

function maturityOf({ subscriber, context }: Subject, t: number): number {
  const { hours, model } = context;
  const days = hours.daysKnown(subscriber, t) / model.document.learnAfterDays;
  return LEAST_MATURITY + (1 - LEAST_MATURITY) * Math.min(1, days);
}
