import type { Subject } from './subject.ts';

/** The scale of a new day's calls to one country. */
interface UsualDay {
  milliYen: number;
  calls: number;
}

/** What a day of calls to each country is for one subscriber: its record day, or what one may be. */
export class UsualDays {
  /** By the country's dense index, with the evaluation it was asked in. */
  readonly #days: (UsualDay & { round: number })[] = [];
  #round = 0;
  #subject!: Subject;
  #today = 0;
  /** Of a country without record. */
  #milliYen = 0;
  #calls = 0;

  begin(subject: Subject, t: number): void {
    const { subscriber, traits, context } = subject;
    const { yen, calls } = context.model.usualDayOf(traits.kind);
    const busy = context.hours.busyness(subscriber);
    this.#round++;
    this.#subject = subject;
    this.#today = context.dayOf(t);
    this.#milliYen = yen * busy * 1000;
    this.#calls = calls * busy;
  }

  /** Of the country that the call of a row went to. */
  of(row: number): UsualDay {
    const { history, profile } = this.#subject;
    const index = history.countryIndex(row);
    const day = this.#dayAt(index);
    if (day.round === this.#round) return day;
    const record = profile.countries.recordOf(history.country(row), this.#today);
    day.round = this.#round;
    day.milliYen = Math.max(this.#milliYen, record.milliYen);
    day.calls = Math.max(this.#calls, record.calls);
    return day;
  }

  #dayAt(index: number): UsualDay & { round: number } {
    while (this.#days.length <= index) this.#days.push({ round: 0, milliYen: 0.5, calls: 0.5 });
    return this.#days[index]!;
  }
}
