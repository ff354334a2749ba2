import type { CallHistory } from '../call-history.ts';
import type { SubscriberTraits } from '../leg.ts';
import { accruedCostMilliYen, accruedTalkMs, type OpenCall } from '../open-calls.ts';
import {
  type CallTraits,
  FORWARDED,
  NEW_COUNTRY,
  NEW_FORM,
  NEW_RANGE_IN_KNOWN_COUNTRY,
  ODD_LENGTH,
  ON_RISK_LIST,
  SOURCE_ABROAD,
  SPECIAL_CLASS,
  UNALLOCATED,
  unpackTraits,
} from './call-traits.ts';
import type { EvidenceContext } from './evidence-context.ts';
import { INDEX_OF } from './evidence-names.ts';
import type { Profile } from './profile.ts';
import type { Reading } from './reading.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** Of a subscriber with more new calls in a week, the newest are looked at. */
const MOST_CALLS = 400;
const MOST_RANGES = 24;
/** By novelty: what a new number adds where its range, its country or nothing is known. */
/** What an unanswered call counts as. */
const UNANSWERED = 0.25;
const WEIGHT = [0, 0.3, 0.6, 1];
/** What is new to us need not be new to a subscriber that we have known for an hour. */
const LEAST_MATURITY = 0.35;
/** Calls of these lengths are conversations that machines make go on. */
const LONG_MS = 10 * MINUTE_MS;

/** Whose calls are looked at, and with what. */
export interface Subject {
  subscriber: number;
  traits: SubscriberTraits;
  history: CallHistory;
  open: readonly OpenCall[];
  profile: Profile;
  context: EvidenceContext;
}

interface Sums {
  milliYen: number;
  calls: number;
}

const traitsInHand: CallTraits = { novelty: 0, quiet: 0, rarity: 0, source: 0, ride: 0, flags: 0 };

/** Reads what all evidence shows at instant `t`, from what was known then. */
export class Gathering {
  readonly #numbers = new Set<number>();
  readonly #countries = new Map<number, number>();
  readonly #ranges = new Map<number, number>();
  readonly #blocks = new Map<number, number>();
  readonly #scanned = new Set<number>();
  readonly #usual = new Map<number, UsualDay>();
  #t = 0;
  #maturity = 1;
  #day = 0;
  #hour: Sums = { milliYen: 0, calls: 0 };
  #dayLong: Sums = { milliYen: 0, calls: 0 };
  #week: Sums = { milliYen: 0, calls: 0 };
  /** The same, each call measured by the usual day of its country. */
  #exposure = { hour: 0, day: 0, week: 0 };
  #volume = { hour: 0, day: 0, week: 0 };
  #calls5m = 0;
  #talkMs = 0;
  #answered = 0;
  #longCalls = 0;
  #up = 0;
  #quiet = 0;
  #rarity = 0;
  #newCountryRarity = 0;
  #source = 0;
  #abroad = 0;
  #ride = 0;
  #forwarded = 0;
  #risk = 0;
  #odd = 0;
  #newForms = 0;
  #dearest = 0;
  #rangeHeat = 0;
  #countryHeat = 0;
  #newest = 0;

  read(subject: Subject, t: number, reading: Reading): void {
    const { model, hours } = subject.context;
    this.#clear(t, subject.context.dayOf(t));
    const days = hours.daysKnown(subject.subscriber, t) / model.document.learnAfterDays;
    this.#maturity = LEAST_MATURITY + (1 - LEAST_MATURITY) * Math.min(1, days);
    const { history } = subject;
    const rows = history.novelRows;
    let left = MOST_CALLS;
    let heats = MOST_RANGES;
    for (let i = rows.length - 1; i >= 0 && left > 0; i--) {
      const row = rows[i]!;
      const startedAt = history.startedAt(row);
      if (startedAt > t || startedAt <= t - WEEK_MS || history.firstAt(row) > t) continue;
      left--;
      this.#take(subject, row, startedAt);
      if (startedAt > t - DAY_MS && heats-- > 0) this.#takeHeat(subject, row);
    }
    subject.profile.scans(t - HOUR_MS, t, this.#scanned);
    reading.clear();
    if (this.#week.calls > 0) this.#tell(subject, reading);
  }

  /** When the newest call began that was looked at. */
  get newestStart(): number {
    return this.#newest;
  }

  #take(subject: Subject, row: number, startedAt: number): void {
    const { history } = subject;
    const t = this.#t;
    const age = t - startedAt;
    const traits = unpackTraits(history.packedTraits(row), traitsInHand);
    const weight = WEIGHT[traits.novelty]! * this.#maturity;
    const destination = history.destination(row);
    const country = history.country(row);
    const { cost, talk, isUp } = figuresAt(subject, row, t, country);
    let usual = this.#usual.get(country);
    if (usual === undefined) {
      usual = usualDay(subject, country, this.#day);
      this.#usual.set(country, usual);
    }
    const exposure = (weight * cost) / usual.milliYen;
    // What nobody answers costs nothing: it is a scan at most.
    const isAnswered = talk > 0 || isUp;
    const volume = (isAnswered ? weight : UNANSWERED * weight) / usual.calls;
    this.#newest = Math.max(this.#newest, startedAt);
    this.#week.milliYen += cost;
    this.#week.calls++;
    this.#exposure.week += exposure;
    this.#volume.week += volume;
    if (age >= DAY_MS) return;
    this.#dayLong.milliYen += cost;
    this.#dayLong.calls++;
    this.#exposure.day += exposure;
    this.#volume.day += volume;
    if (isUp) this.#up++;
    if (isAnswered) this.#answered++;
    this.#talkMs += talk;
    if (talk >= LONG_MS) this.#longCalls++;
    this.#quiet += traits.quiet;
    this.#rarity = Math.max(this.#rarity, traits.rarity);
    this.#source += traits.source;
    this.#ride += traits.ride;
    this.#takeFlags(traits.flags);
    this.#dearest = Math.max(this.#dearest, destination.milliYenPerMinute ?? 0);
    const number = history.number(row);
    const first = !this.#numbers.has(number);
    this.#numbers.add(number);
    if (first) noteIn(this.#ranges, history.range(row));
    if (first) noteIn(this.#blocks, history.block(row));
    if (traits.novelty === NEW_COUNTRY && !this.#countries.has(country)) {
      this.#countries.set(country, traits.rarity);
      this.#newCountryRarity += 0.4 + traits.rarity;
    }
    if (age < HOUR_MS) {
      this.#hour.milliYen += cost;
      this.#hour.calls++;
      this.#exposure.hour += exposure;
      this.#volume.hour += volume;
      if (talk < 15_000 && !isUp)
        this.#scanned.add(country * 4 + (traits.flags & NEW_FORM ? 1 : 0));
      if (age < 5 * MINUTE_MS) this.#calls5m += isAnswered ? 1 : UNANSWERED;
    }
  }

  #takeFlags(flags: number): void {
    if (flags & (ODD_LENGTH | UNALLOCATED)) this.#odd++;
    if (flags & (ON_RISK_LIST | SPECIAL_CLASS)) this.#risk++;
    if (flags & NEW_FORM) this.#newForms++;
    if (flags & FORWARDED) this.#forwarded++;
    if (flags & SOURCE_ABROAD) this.#abroad++;
  }

  #takeHeat({ history, context, traits }: Subject, row: number): void {
    const { heat } = context;
    const at = this.#t;
    const number = history.number(row);
    const key = context.ranges.get(history.range(row)) ?? '';
    const range = heat.of(key, traits.subscriber, number, at);
    const { novelty } = unpackTraits(history.packedTraits(row), traitsInHand);
    if (novelty >= NEW_RANGE_IN_KNOWN_COUNTRY) this.#rangeHeat = Math.max(this.#rangeHeat, range);
    if (novelty !== NEW_COUNTRY) return;
    const { countryKey } = history.destination(row);
    const country = heat.of(countryKey, traits.subscriber, number, at);
    this.#countryHeat = Math.max(this.#countryHeat, country);
  }

  #tell({ subscriber, profile, context }: Subject, reading: Reading): void {
    const { hours, model } = context;
    const t = this.#t;
    const set = (name: keyof typeof INDEX_OF, strength: number, observed: number, usual: number) =>
      reading.set(INDEX_OF[name], strength, observed, usual);
    const share = (sums: Sums, ratio: number) => (ratio === 0 ? 0 : sums.milliYen / 1000 / ratio);
    const { hour, day, week } = this.#exposure;
    set('exposure-1h', log(2 * hour), yen(this.#hour), share(this.#hour, 2 * hour));
    set('exposure-24h', log(day), yen(this.#dayLong), share(this.#dayLong, day));
    set('exposure-7d', log(week / 2), yen(this.#week), share(this.#week, week / 2));
    const volume = this.#volume;
    const calls = (sums: Sums, ratio: number) => (ratio === 0 ? 0 : sums.calls / ratio);
    set('calls-5m', log(Math.max(0, this.#calls5m - 1) / 2), this.#calls5m, 1);
    set('calls-1h', log(2 * volume.hour), this.#hour.calls, calls(this.#hour, 2 * volume.hour));
    set('calls-24h', log(volume.day), this.#dayLong.calls, calls(this.#dayLong, volume.day));
    set('calls-7d', log(volume.week / 2), this.#week.calls, calls(this.#week, volume.week / 2));
    set('talk-24h', log(this.#talkMs / HOUR_MS), this.#talkMs / MINUTE_MS, 10);
    set('concurrent', log(Math.max(0, this.#up - 1)), this.#up, 1);
    const mature = this.#maturity;
    set('new-countries', log((mature * this.#newCountryRarity) / 2), this.#countries.size, 0);
    set('new-numbers', log((mature * this.#numbers.size) / 3), this.#numbers.size, 1);
    const known = profile.countries.countBy(t - model.learnAfterMs);
    set('dormant', mature / (1 + known), known, 1);
    set('rare-country', mature * this.#rarity, this.#rarity, 0);
    set('price', Math.max(0, Math.log2(this.#dearest / 60_000)), this.#dearest / 1000, 60);
    set('risk-list', log(this.#risk), this.#risk, 0);
    set('odd-number', log(this.#odd), this.#odd, 0);
    set('new-dial-form', Math.min(1, this.#newForms / 2), this.#newForms, 0);
    set('quiet-hours', log(this.#quiet), this.#quiet, 0);
    set('new-source', log(2 * this.#source), this.#source, 0);
    set('source-abroad', log(this.#abroad), this.#abroad, 0);
    const hasTwo = this.#source > 0 && profile.hasTwoSources(t);
    set('two-sources', hasTwo ? log(this.#source) : 0, hasTwo ? 2 : 1, 1);
    set('rides-on-inbound', log(this.#ride), this.#ride, 0);
    set('forwarded', log(this.#forwarded), this.#forwarded, 0);
    const inRange = neighbours(this.#ranges);
    const inBlock = neighbours(this.#blocks);
    set('neighbours', log((mature * inRange) / 2), inRange, 0);
    set('same-block', log((mature * inBlock) / 2), inBlock, 0);
    const repeats = Math.max(0, this.#answered - 2 * this.#numbers.size);
    set('same-numbers', log(repeats / 3), this.#answered, this.#numbers.size);
    set('long-calls', log(this.#longCalls), this.#longCalls, 0);
    set('scan', log(Math.max(0, this.#scanned.size - 1)), this.#scanned.size, 1);
    set('range-heat', log((mature * this.#rangeHeat) / 4), this.#rangeHeat, 0);
    set('country-heat', log((mature * this.#countryHeat) / 4), this.#countryHeat, 0);
    const days = hours.daysKnown(subscriber, t);
    set('new-subscriber', Math.max(0, 1 - days / 10), days, 10);
  }

  #clear(t: number, day: number): void {
    this.#t = t;
    this.#day = day;
    this.#numbers.clear();
    this.#countries.clear();
    this.#ranges.clear();
    this.#blocks.clear();
    this.#scanned.clear();
    this.#usual.clear();
    this.#hour = { milliYen: 0, calls: 0 };
    this.#dayLong = { milliYen: 0, calls: 0 };
    this.#week = { milliYen: 0, calls: 0 };
    this.#exposure = { hour: 0, day: 0, week: 0 };
    this.#volume = { hour: 0, day: 0, week: 0 };
    this.#calls5m = this.#talkMs = this.#answered = this.#longCalls = this.#up = 0;
    this.#quiet = this.#rarity = this.#newCountryRarity = this.#source = this.#abroad = 0;
    this.#ride = this.#forwarded = this.#risk = this.#odd = this.#newForms = 0;
    this.#dearest = this.#rangeHeat = this.#countryHeat = this.#newest = 0;
  }
}

function noteIn(groups: Map<number, number>, group: number): void {
  groups.set(group, (groups.get(group) ?? 0) + 1);
}

/** New numbers that have another new number in their group. */
function neighbours(groups: ReadonlyMap<number, number>): number {
  let neighbours = 0;
  for (const numbers of groups.values()) neighbours += numbers - 1;
  return neighbours;
}

function log(ratio: number): number {
  return Math.log2(1 + ratio);
}

function yen({ milliYen }: Sums): number {
  return milliYen / 1000;
}

interface Figures {
  cost: number;
  talk: number;
  isUp: boolean;
}

const figures: Figures = { cost: 0, talk: 0, isUp: false };

// A call that is up counts at what it has cost plus what calls of its kind usually add.
function figuresAt(subject: Subject, row: number, t: number, country: number): Figures {
  const { history, open, context } = subject;
  figures.isUp = history.endedAt(row) > t;
  const at = history.at(row);
  const key = history.key(row);
  const call = history.isUp(row) ? open.find((other) => other.key === key) : undefined;
  if (call !== undefined) {
    figures.talk = accruedTalkMs(call, t);
    figures.cost = accruedCostMilliYen(call, t);
    if (call.answeredAt === undefined) return figures;
    const perMs = (call.destination.milliYenPerMinute ?? 0) / 60_000;
    figures.cost += perMs * context.population.residualTalkMs(country);
    return figures;
  }
  figures.talk = history.talkMs(row);
  figures.cost = history.costMilliYen(row);
  if (at <= t || figures.talk === 0) return figures;
  const soFar = Math.max(0, figures.talk - (at - t));
  figures.cost = (figures.cost * soFar) / figures.talk;
  figures.talk = soFar;
  return figures;
}

interface UsualDay {
  milliYen: number;
  calls: number;
}

/** The scale of a new day's calls to a country: the record day, or what a day may be at first. */
function usualDay(
  { subscriber, traits, context, profile }: Subject,
  country: number,
  today: number,
): UsualDay {
  const record = profile.countries.recordOf(country, today);
  const { yen, calls } = context.model.usualDayOf(traits.kind);
  const busy = context.hours.busyness(subscriber);
  return {
    milliYen: Math.max(yen * busy * 1000, record.milliYen),
    calls: Math.max(calls * busy, record.calls),
  };
}
