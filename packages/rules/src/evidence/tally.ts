import { figuresAt } from './call-figures.ts';
import {
  type CallTraits,
  FORWARDED,
  NEW_COUNTRY,
  NEW_FORM,
  NEW_RANGE_IN_KNOWN_COUNTRY,
  noveltyOf,
  ODD_LENGTH,
  ON_RISK_LIST,
  SOURCE_ABROAD,
  SPECIAL_CLASS,
  UNALLOCATED,
  unpackTraits,
} from './call-traits.ts';
import { COLD, type FeltHeat } from './heat-table.ts';
import { KeyCounts } from './key-counts.ts';
import type { Subject } from './subject.ts';
import { UsualDays } from './usual-days.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** By novelty: what a new number adds where its range, its country or nothing is known. */
const WEIGHT = [0, 0.3, 0.6, 1];
/** What an unanswered call counts as: it costs nothing, and is a scan at most. */
const UNANSWERED = 0.25;
/** Calls of these lengths are conversations that machines make go on. */
const LONG_MS = 10 * MINUTE_MS;
/** What ended sooner did not say much. */
const SCANNED_MS = 15_000;

/** The calls of one window added up. */
class Sums {
  calls = 0;
  milliYen = 0;
  /** Cost and calls, each measured by the usual day of its country. */
  exposure = 0;
  volume = 0;

  clear(): void {
    this.calls = 0;
    this.milliYen = 0;
    this.exposure = 0;
    this.volume = 0;
  }

  add(milliYen: number, exposure: number, volume: number): void {
    this.calls++;
    this.milliYen += milliYen;
    this.exposure += exposure;
    this.volume += volume;
  }
}

const traitsInHand: CallTraits = { novelty: 0, quiet: 0, rarity: 0, source: 0, ride: 0, flags: 0 };

/** What the new calls of one subscriber add up to at an instant. */
export class Tally {
  readonly hour = new Sums();
  readonly day = new Sums();
  readonly week = new Sums();
  calls5m = 0;
  /** Of the last day, as all that follows. */
  talkMs = 0;
  answered = 0;
  longCalls = 0;
  up = 0;
  quiet = 0;
  rarity = 0;
  newCountryRarity = 0;
  source = 0;
  newestSource = 0;
  abroad = 0;
  ride = 0;
  forwarded = 0;
  risk = 0;
  odd = 0;
  newForms = 0;
  /** Thousandths of a yen a minute. */
  dearest = 0;
  rangeHeat = 0;
  countryHeat = 0;
  suspectHeat = 0;
  longestMs = 0;
  readonly numbers = new KeyCounts();
  readonly countries = new KeyCounts();
  /** New numbers by range and by block of a hundred. */
  readonly ranges = new KeyCounts();
  readonly blocks = new KeyCounts();
  /** Calls of the last hour by range. */
  readonly bursts = new KeyCounts();
  /** Countries of the last hour's calls that nobody answered, by way of dialling. */
  readonly scanned = new KeyCounts();
  readonly #usual = new UsualDays();
  /** What others' heat says, of few of the ranges and countries, by their hash. */
  readonly #felt: FeltHeat[] = [];
  readonly #feltHashes: number[] = [];
  readonly #tables = [
    this.numbers,
    this.countries,
    this.ranges,
    this.blocks,
    this.bursts,
    this.scanned,
  ];
  #subject!: Subject;
  #t = 0;
  /** How sure it is that what is new to us is new to the subscriber, up to 1. */
  #maturity = 0;

  /** Begins anew, with nothing taken in: one table of each kind serves all evaluations. */
  begin(subject: Subject, t: number, maturity: number): void {
    this.#subject = subject;
    this.#t = t;
    this.#maturity = maturity;
    this.hour.clear();
    this.day.clear();
    this.week.clear();
    this.#clearCounts();
    this.#usual.begin(subject, t);
    for (const table of this.#tables) table.begin();
    this.#felt.length = 0;
    this.#feltHashes.length = 0;
  }

  #clearCounts(): void {
    this.calls5m = 0;
    this.talkMs = 0;
    this.answered = 0;
    this.longCalls = 0;
    this.up = 0;
    this.quiet = 0;
    this.rarity = 0;
    this.newCountryRarity = 0;
    this.source = 0;
    this.newestSource = 0;
    this.abroad = 0;
    this.ride = 0;
    this.forwarded = 0;
    this.risk = 0;
    this.odd = 0;
    this.newForms = 0;
    this.dearest = 0;
    this.rangeHeat = 0;
    this.countryHeat = 0;
    this.suspectHeat = 0;
    this.longestMs = 0;
  }

  /** Takes the call of a row in. */
  take(row: number): void {
    const { history } = this.#subject;
    const age = this.#t - history.startedAt(row);
    const packed = history.packedTraits(row);
    const { cost, talk, isUp } = figuresAt(this.#subject, row, this.#t);
    const isAnswered = talk > 0 || isUp;
    const usual = this.#usual.of(row);
    const weight = WEIGHT[noveltyOf(packed)]! * this.#maturity;
    const exposure = (weight * cost) / usual.milliYen;
    const volume = (weight * (isAnswered ? 1 : UNANSWERED)) / usual.calls;
    this.week.add(cost, exposure, volume);
    if (age >= DAY_MS) return;
    const traits = unpackTraits(packed, traitsInHand);
    const country = history.country(row);
    this.day.add(cost, exposure, volume);
    this.#takeTalk(talk, isAnswered, isUp);
    this.#takeTraits(traits, country);
    this.#takeNumber(row);
    if (age >= HOUR_MS) return;
    this.hour.add(cost, exposure, volume);
    this.#takeBurst(row, isAnswered, age);
    if (talk < SCANNED_MS && !isUp)
      this.scanned.add(country * 4 + ((traits.flags & NEW_FORM) === 0 ? 0 : 1));
  }

  /** Takes in a country that was tried in vain, by a number which leads nowhere. */
  takeScan(country: number): void {
    this.scanned.add(country * 4 + 2);
  }

  /** Takes in what others do where the call of a row went. */
  takeHeat(row: number): void {
    const { history, context } = this.#subject;
    const novelty = noveltyOf(history.packedTraits(row));
    if (novelty < NEW_RANGE_IN_KNOWN_COUNTRY) return;
    const range = history.range(row);
    if (context.heat.mostFelt(range) > 0) {
      const felt = this.#feltIn(range, context.ranges.get(range) ?? '', history.number(row));
      this.rangeHeat = Math.max(this.rangeHeat, felt.heat);
      this.suspectHeat = Math.max(this.suspectHeat, felt.suspect);
    }
    if (novelty !== NEW_COUNTRY) return;
    const country = history.country(row);
    if (context.heat.mostFelt(country) <= this.countryHeat) return;
    const { countryKey } = history.destination(row);
    const felt = this.#feltIn(country, countryKey, history.number(row));
    this.countryHeat = Math.max(this.countryHeat, felt.heat);
  }

  #feltIn(hash: number, key: string, number: number): FeltHeat {
    const { context, traits } = this.#subject;
    let at = this.#feltHashes.indexOf(hash);
    if (at < 0) {
      at = this.#felt.length;
      this.#feltHashes.push(hash);
      this.#felt.push(context.heat.felt(key, traits.subscriber, this.#t));
    }
    const felt = this.#felt[at]!;
    return felt.hotlines.includes(number) ? COLD : felt;
  }

  #takeTalk(talk: number, isAnswered: boolean, isUp: boolean): void {
    if (isUp) this.up++;
    if (isAnswered) this.answered++;
    this.talkMs += talk;
    if (talk >= LONG_MS) this.longCalls++;
    this.longestMs = Math.max(this.longestMs, talk);
  }

  #takeTraits({ novelty, quiet, rarity, source, ride, flags }: CallTraits, country: number): void {
    this.quiet += quiet;
    this.rarity = Math.max(this.rarity, rarity);
    this.source += source;
    this.newestSource = Math.max(this.newestSource, source);
    this.ride += ride;
    if (flags & (ODD_LENGTH | UNALLOCATED)) this.odd++;
    if (flags & (ON_RISK_LIST | SPECIAL_CLASS)) this.risk++;
    if (flags & NEW_FORM) this.newForms++;
    if (flags & FORWARDED) this.forwarded++;
    if (flags & SOURCE_ABROAD) this.abroad++;
    if (novelty === NEW_COUNTRY && this.countries.add(country))
      this.newCountryRarity += 0.4 + rarity;
  }

  #takeNumber(row: number): void {
    const { history } = this.#subject;
    const number = history.number(row);
    this.dearest = Math.max(this.dearest, history.destination(row).milliYenPerMinute ?? 0);
    if (!this.numbers.add(number)) return;
    this.ranges.add(history.range(row));
    this.blocks.add(history.block(row));
  }

  #takeBurst(row: number, isAnswered: boolean, age: number): void {
    const weight = isAnswered ? 1 : UNANSWERED;
    this.bursts.add(this.#subject.history.range(row), weight);
    if (age < 5 * MINUTE_MS) this.calls5m += weight;
  }
}
