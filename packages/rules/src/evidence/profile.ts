import type { InternationalLeg, SubscriberTraits } from '../leg.ts';
import type { Activity, CallDetails, CallSource } from './call-details.ts';
import {
  type CallTraits,
  FORWARDED,
  KNOWN,
  NEW_COUNTRY,
  NEW_FORM,
  NEW_NUMBER_IN_KNOWN_RANGE,
  NEW_RANGE_IN_KNOWN_COUNTRY,
  ODD_LENGTH,
  ON_RISK_LIST,
  SOURCE_ABROAD,
  SPECIAL_CLASS,
  UNALLOCATED,
} from './call-traits.ts';
import { CountryRecords } from './country-records.ts';
import type { EvidenceContext } from './evidence-context.ts';
import { FirstSeen } from './first-seen.ts';
import { InboundLegs } from './inbound-legs.ts';
import { NewNumberDays } from './new-number-days.ts';
import { textHash } from './text-hash.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A source that came up less than this long ago is new. */
const SOURCE_LEARNED_MS = DAY_MS;
/** Before so many days nothing can be said of sources and hours. */
const SETTLED_DAYS = 1;
/** Inbound legs within a minute and a half of the busiest hour, for one a day. */
const RIDES_BY_CHANCE = (1.5 / 60) * 0.12;
/** A coincidence of one in a hundred is as telling as can be. */
const TELLING = 2;

const MOST_SCANS = 32;

const NONE: readonly number[] = [];

// Keys of one table are told apart by what they stand for.
const FACET = 2 ** 33;
const RANGE = FACET;
const NETWORK = 2 * FACET;
const AGENT = 3 * FACET;
const COUNTRY = 4 * FACET;
const FORM = 5 * FACET;
const RIDE = 6 * FACET;
const FORWARD = 7 * FACET;

/** What one subscriber is known for: whom it calls, from where, and how its days were. */
export class Profile {
  readonly seen = new FirstSeen();
  readonly countries = new CountryRecords();
  /** `undefined` while there was none. */
  #inbound: InboundLegs | undefined;
  #newNumbers: NewNumberDays | undefined;
  /** Time and country of numbers that led nowhere, as dialled by who seeks a way out. */
  #scans: readonly number[] = NONE;
  #networks = 0;

  /** Takes in a leg that is not judged, for what it tells of the subscriber. */
  noteActivity(activity: Activity): void {
    const { callKey, startedAt, endedAt, line, isInbound, isFurther, source } = activity;
    if (isInbound)
      this.#inboundLegs().note(callKey, startedAt, endedAt, line === '' ? 0 : textHash(line));
    else if (!isFurther) this.noteSource(source, startedAt);
  }

  #inboundLegs(): InboundLegs {
    this.#inbound ??= new InboundLegs();
    return this.#inbound;
  }

  /** Numbers called for the first time on days from `from` up to but without `to`. */
  newNumbers(from: number, to: number): number {
    return this.#newNumbers?.between(from, to) ?? 0;
  }

  noteScan(at: number, country: number): void {
    this.#scans = [...this.#scans.slice(-2 * MOST_SCANS), at, country];
  }

  /** Calls `visit` with each country that was tried in vain after `since`, up to `t`. */
  scans(since: number, t: number, visit: (country: number) => void): void {
    for (let i = 0; i < this.#scans.length; i += 2)
      if (this.#scans[i]! > since && this.#scans[i]! <= t) visit(this.#scans[i + 1]!);
  }

  /** What a new call is like beside what was usual when it began. */
  traitsOf(
    subscriber: number,
    traits: SubscriberTraits,
    leg: InternationalLeg,
    details: CallDetails,
    context: EvidenceContext,
  ): CallTraits {
    const { startedAt, destination } = leg;
    const { hours, model, population } = context;
    const novelty = this.#noveltyOf(leg, details, startedAt - model.learnAfterMs);
    const country = textHash(destination.countryKey);
    const prior = model.hoursOf(traits.kind);
    const isSettled = hours.daysKnown(subscriber, startedAt) >= SETTLED_DAYS;
    return {
      novelty,
      quiet: hours.quietness(subscriber, context.slotOf(startedAt), prior),
      rarity: novelty === NEW_COUNTRY ? population.rarity(country) : 0,
      source: isSettled ? this.#newSource(details.source, startedAt) : 0,
      ride: this.#ride(subscriber, details, startedAt, context),
      flags: this.#flags(leg, details, startedAt),
    };
  }

  /** Learns a call; what an attack does is not learned. */
  learn(
    leg: InternationalLeg,
    { number, range, form, source, isForwarded }: CallDetails,
    { dayOf }: EvidenceContext,
  ): void {
    const { startedAt } = leg;
    this.#noteNumber(number, startedAt, startedAt, dayOf);
    this.seen.note(RANGE + textHash(range), startedAt);
    if (form !== '') this.seen.note(FORM + textHash(form), startedAt);
    if (isForwarded) this.seen.note(FORWARD, startedAt);
    this.noteSource(source, startedAt);
  }

  /** Learns that calls ride on inbound legs here. */
  learnRide(startedAt: number): void {
    this.seen.note(RIDE, startedAt);
  }

  /** Forgets what was learned of a call begun at `since` or later. */
  unlearn(number: number, rangeHash: number, since: number, { dayOf }: EvidenceContext): void {
    const firstAt = this.seen.firstAt(number);
    if (firstAt >= since && firstAt !== Number.POSITIVE_INFINITY)
      this.#newNumbers?.add(dayOf(firstAt), -1);
    this.seen.forgetSince(number, since);
    this.seen.forgetSince(RANGE + rangeHash, since);
    this.seen.forgetSince(RIDE, since);
    this.seen.forgetSince(FORWARD, since);
  }

  #noveltyOf(leg: InternationalLeg, { number, range }: CallDetails, learnedBy: number): number {
    if (this.seen.firstAt(number) <= learnedBy) return KNOWN;
    const country = textHash(leg.destination.countryKey);
    if (this.countries.firstAt(country) > learnedBy) return NEW_COUNTRY;
    const isRangeKnown = this.seen.firstAt(RANGE + textHash(range)) <= learnedBy;
    return isRangeKnown ? NEW_NUMBER_IN_KNOWN_RANGE : NEW_RANGE_IN_KNOWN_COUNTRY;
  }

  // A subscriber whose sources change is not suspect for one more.
  #newSource({ network, country, agent }: CallSource, t: number): number {
    const since = t - SOURCE_LEARNED_MS;
    let strength = 0;
    if (network !== 0 && this.seen.firstAt(NETWORK + network) > since) strength += 0.4;
    if (agent !== 0 && this.seen.firstAt(AGENT + agent) > since) strength += 0.4;
    if (this.#isAbroad(country, since)) strength += 0.4;
    return Math.min(1, strength) / (1 + 0.35 * Math.max(0, this.#networks - 1));
  }

  #isAbroad(country: string | undefined, since: number): boolean {
    if (country === undefined || country === 'JP') return false;
    return this.seen.firstAt(COUNTRY + textHash(country)) > since;
  }

  #ride(
    subscriber: number,
    { line }: CallDetails,
    startedAt: number,
    { hours, model }: EvidenceContext,
  ): number {
    const riding = this.#inbound?.rideAt(startedAt, line === '' ? 0 : textHash(line)) ?? 0;
    if (riding === 0) return 0;
    const days = Math.max(1, hours.daysKnown(subscriber, startedAt));
    const byChance = 1 - Math.exp((-hours.inboundLegs(subscriber) / days) * RIDES_BY_CHANCE);
    const surprise = Math.min(1, -Math.log10(Math.max(byChance, 0.01)) / TELLING);
    return riding * surprise * (this.#ridesUsually(startedAt - model.learnAfterMs) ? 0.3 : 1);
  }

  #ridesUsually(by: number): boolean {
    return this.seen.firstAt(RIDE) <= by;
  }

  /** How surely a call that ended rode on an inbound leg which ended with it. */
  rideOf(startedAt: number, endedAt: number, by: number): number {
    if (this.#inbound?.heldFrom(startedAt, endedAt) !== true) return 0;
    return this.#ridesUsually(by) ? 0.3 : 1;
  }

  /** Whether the usual sources were used after a new one came up: then it did not replace them. */
  hasTwoSources(t: number): boolean {
    let newSince = Number.POSITIVE_INFINITY;
    let usedLast = Number.NEGATIVE_INFINITY;
    this.seen.visit((key, firstAt, lastAt) => {
      if (key < NETWORK || key >= AGENT) return;
      if (firstAt > t - SOURCE_LEARNED_MS) newSince = Math.min(newSince, firstAt);
      else usedLast = Math.max(usedLast, lastAt);
    });
    return usedLast > newSince;
  }

  #flags(leg: InternationalLeg, details: CallDetails, startedAt: number): number {
    const { destination } = leg;
    const { form, isOddLength, isForwarded, source } = details;
    const since = startedAt - SOURCE_LEARNED_MS;
    let flags = 0;
    if (isOddLength) flags |= ODD_LENGTH;
    if (destination.class === 'unallocated') flags |= UNALLOCATED;
    else if (destination.class !== 'country') flags |= SPECIAL_CLASS;
    if (destination.risk.length > 0) flags |= ON_RISK_LIST;
    if (form !== '' && this.seen.firstAt(FORM + textHash(form)) > since) flags |= NEW_FORM;
    if (isForwarded && this.seen.firstAt(FORWARD) > since) flags |= FORWARDED;
    if (this.#isAbroad(source.country, since)) flags |= SOURCE_ABROAD;
    return flags;
  }

  /** Learns that a source was in use. */
  noteSource({ network, country, agent }: CallSource, at: number): void {
    if (network !== 0 && this.seen.note(NETWORK + network, at)) this.#networks++;
    if (agent !== 0) this.seen.note(AGENT + agent, at);
    if (country !== undefined) this.seen.note(COUNTRY + textHash(country), at);
  }

  #noteNumber(
    number: number,
    firstAt: number,
    lastAt: number,
    dayOf: EvidenceContext['dayOf'],
  ): void {
    const before = this.seen.firstAt(number);
    if (firstAt < before) {
      this.#newNumbers ??= new NewNumberDays();
      if (before !== Number.POSITIVE_INFINITY) this.#newNumbers.add(dayOf(before), -1);
      this.#newNumbers.add(dayOf(firstAt), 1);
    }
    this.seen.note(number, firstAt, lastAt);
  }

  /** Takes over a key of `seen` as it was stored. */
  restoreSeen(key: number, firstAt: number, lastAt: number, { dayOf }: EvidenceContext): void {
    if (key < FACET) {
      this.#noteNumber(key, firstAt, lastAt, dayOf);
      return;
    }
    const isNew = this.seen.note(key, firstAt, lastAt);
    if (isNew && key >= NETWORK && key < AGENT) this.#networks++;
  }
}
