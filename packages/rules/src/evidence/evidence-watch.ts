import type { Evidence } from '../alert-version.ts';
import type { CallHistory } from '../call-history.ts';
import type { InternationalLeg, SubscriberTraits } from '../leg.ts';
import type { OpenCall } from '../open-calls.ts';
import type { Activity, ActivityCount } from './call-details.ts';
import { type CallMarks, NO_MARKS } from './call-marks.ts';
import {
  type CallTraits,
  NEW_COUNTRY,
  NEW_RANGE_IN_KNOWN_COUNTRY,
  packTraits,
  unpackTraits,
} from './call-traits.ts';
import type { EvidenceContext } from './evidence-context.ts';
import { gather } from './gather.ts';
import { Profile } from './profile.ts';
import { type LearnedDay, learnedOn } from './profile-day.ts';
import { Reading } from './reading.ts';
import { textHash } from './text-hash.ts';

/** A rise of suspicion by so much is told to others. */
const TOLD_STEP = 0.25;
const MOST_TOLD = 8;
/** What a call to a range counts for others, whose caller is hardly known yet. */
const LEAST_NOVEL = 0.4;
const DAY_MS = 86_400_000;

// One evaluation runs at a time: what it works with is made once.
const traitsInHand: CallTraits = { novelty: 0, quiet: 0, rarity: 0, source: 0, ride: 0, flags: 0 };
const reading = new Reading();

/** What has the evidence of the rules in force; `undefined` where they weigh none. */
interface EvidenceHolder {
  readonly evidence: EvidenceContext | undefined;
}

/** What one subscriber's evidence says. */
export class EvidenceWatch {
  readonly profile = new Profile();
  readonly #subscriber: number;
  readonly #history: CallHistory;
  readonly #open: readonly OpenCall[];
  readonly #rules: EvidenceHolder;
  #told = 0;
  /** From when on something was unlearned since days were closed last. */
  #unlearnedSince: number | undefined;

  constructor(
    subscriber: number,
    history: CallHistory,
    open: readonly OpenCall[],
    rules: EvidenceHolder,
  ) {
    this.#subscriber = subscriber;
    this.#history = history;
    this.#open = open;
    this.#rules = rules;
  }

  /** Takes in a leg that rules do not count. */
  note(activity: Activity): void {
    const context = this.#rules.evidence;
    if (context === undefined) return;
    const { startedAt, isInbound, isFurther } = activity;
    if (!isFurther)
      context.hours.note(this.#subscriber, context.slotOf(startedAt), startedAt, isInbound);
    this.profile.noteActivity(activity);
    if (isInbound && activity.endedAt !== undefined) this.#noteRides(activity, context);
    if (activity.candidate !== undefined && !isFurther)
      this.profile.noteScan(startedAt, textHash(activity.candidate));
  }

  /** Takes in outbound legs of one hour, as if each had been noted. */
  restoreActivity({ legs, firstAt, lastAt, source }: ActivityCount): void {
    const context = this.#rules.evidence;
    if (context === undefined) return;
    const slot = context.slotOf(firstAt);
    context.hours.note(this.#subscriber, slot, firstAt, false, legs);
    context.hours.note(this.#subscriber, slot, lastAt, false, 0);
    for (const at of [firstAt, lastAt]) this.profile.noteSource(source, at);
  }

  /**
   * Calls `visit` with what was learned on each local day from `first` to `last`, and again on days
   * before of which something was unlearned since: an attack may show days later.
   * @param through epoch ms up to which hours are told with the last day; `undefined`: they are not
   */
  closeDays(
    first: number,
    last: number,
    through: number | undefined,
    visit: (day: number, learned: LearnedDay) => void,
  ): void {
    const context = this.#rules.evidence;
    if (context === undefined) return;
    const { dayOf, hours } = context;
    const unlearned = this.#unlearnedSince;
    this.#unlearnedSince = undefined;
    const from = unlearned === undefined ? first : Math.min(first, dayOf(unlearned));
    for (let day = from; day <= last; day++) {
      const isTold = through !== undefined && day === last;
      const snapshot = isTold ? hours.snapshot(this.#subscriber, through) : undefined;
      const learned = learnedOn(this.profile, day, dayOf, snapshot);
      // A day of which all was unlearned must not stand as it was written.
      if (learned !== undefined) visit(day, learned);
      else if (day < first) visit(day, { seen: [], countries: [] });
    }
  }

  /** Takes over what was learned on a closed day. */
  restoreDay({ seen, countries, hours }: LearnedDay): void {
    const context = this.#rules.evidence;
    if (context === undefined) return;
    for (const [key, firstAt, lastAt] of seen)
      this.profile.restoreSeen(key, firstAt, lastAt, context);
    for (const [country, firstAt, calls, milliYen] of countries) {
      this.#countCaller(country, context);
      this.profile.countries.restore(country, firstAt, calls, milliYen);
    }
    if (hours !== undefined) context.hours.restore(this.#subscriber, hours);
  }

  #countCaller(country: number, { population }: EvidenceContext): void {
    if (this.profile.countries.size === 0) population.addSubscriber();
    if (this.profile.countries.firstAt(country) === Number.POSITIVE_INFINITY)
      population.addCaller(country);
  }

  // Who hangs up together rode one on the other; that shows when both have ended.
  #noteRides({ startedAt, endedAt = 0 }: Activity, { model }: EvidenceContext): void {
    const history = this.#history;
    const rows = history.novelRows;
    if (history.newestNovelStart < startedAt - 3000) return;
    for (let i = rows.length - 1; i >= 0 && i >= rows.length - 8; i--) {
      const row = rows[i]!;
      const began = history.startedAt(row);
      if (began < startedAt - 3000 || history.isUp(row) || history.endedAt(row) > endedAt + 3000)
        continue;
      const ride = this.profile.rideOf(began, history.endedAt(row), began - model.learnAfterMs);
      const traits = unpackTraits(history.packedTraits(row), traitsInHand);
      if (ride <= traits.ride) continue;
      history.setPackedTraits(row, packTraits({ ...traits, ride }));
    }
  }

  /** What a call that is new in the history was like; it is learned, unless an attack made it. */
  mark(traits: SubscriberTraits, leg: InternationalLeg, isBarred: boolean): CallMarks {
    const context = this.#rules.evidence;
    const { details, startedAt, destination } = leg;
    if (context === undefined || details === undefined) return NO_MARKS;
    const { hours } = context;
    const call = this.profile.traitsOf(this.#subscriber, traits, leg, details, context);
    hours.note(this.#subscriber, context.slotOf(startedAt), startedAt, false);
    const country = textHash(destination.countryKey);
    if (!isBarred) {
      this.#countCaller(country, context);
      this.profile.learn(leg, details, context);
      this.profile.countries.add(country, startedAt, context.dayOf(startedAt), 1, leg.costMilliYen);
      if (call.ride > 0) this.profile.learnRide(startedAt);
    }
    const { number, range, block } = details;
    const rangeHash = textHash(range);
    if (!context.ranges.has(rangeHash)) context.ranges.set(rangeHash, range);
    return { number, range: rangeHash, block, traits: packTraits(call) };
  }

  /** A known call turned out to cost so much more. */
  addCost(countryKey: string, startedAt: number, milliYen: number): void {
    const context = this.#rules.evidence;
    if (context === undefined || milliYen === 0) return;
    const day = context.dayOf(startedAt);
    this.profile.countries.add(textHash(countryKey), startedAt, day, 0, milliYen);
  }

  /** A call ended: how long calls there are. */
  addTalk(countryKey: string, talkMs: number): void {
    if (talkMs > 0) this.#rules.evidence?.population.addTalk(textHash(countryKey), talkMs);
  }

  /** Points at instant `t`, 0 where nothing new was called. */
  scoreAt(traits: SubscriberTraits, t: number): number {
    const context = this.#read(traits, t);
    return context === undefined ? 0 : context.model.scoreOf(reading);
  }

  /** Points of the score that was asked for last which no other subscriber's calls gave. */
  ownScore(): number {
    return this.#rules.evidence?.model.ownScoreOf(reading) ?? 0;
  }

  /** What the score that was asked for last is made of. */
  explain(): Evidence[] {
    return this.#rules.evidence?.model.explain(reading) ?? [];
  }

  /** A copy of how strong each piece of evidence was, for fitting. */
  strengths(): Float64Array {
    return reading.strength.slice();
  }

  /** Tells others which ranges are called that are new here, when that is news. */
  tell(traits: SubscriberTraits, t: number, suspicion: number, isNewCall: boolean): void {
    const context = this.#rules.evidence;
    if (context === undefined) return;
    const hasRisen = suspicion >= this.#told + TOLD_STEP;
    if (!hasRisen && !isNewCall) return;
    if (hasRisen) this.#told = suspicion;
    const rows = this.#history.novelRows;
    const told = new Set<string>();
    const least = hasRisen ? 0 : rows.length - 1;
    for (let i = rows.length - 1; i >= least && told.size < MOST_TOLD; i--) {
      const row = rows[i]!;
      if (this.#history.startedAt(row) < t - DAY_MS) break;
      this.#tellCall(context, traits, row, t, suspicion, told);
    }
  }

  /** Forgets what was learned of calls begun at `since` or later: an attack is no habit. */
  unlearn(since: number): void {
    const context = this.#rules.evidence;
    if (context === undefined) return;
    this.#unlearnedSince = Math.min(this.#unlearnedSince ?? since, since);
    const history = this.#history;
    for (const row of history.novelRows) {
      const startedAt = history.startedAt(row);
      if (startedAt < since) continue;
      const country = history.country(row);
      this.profile.unlearn(history.number(row), history.range(row), since, context);
      const day = context.dayOf(startedAt);
      this.profile.countries.add(country, startedAt, day, -1, -history.costMilliYen(row));
    }
  }

  #tellCall(
    { onRangeCall, ranges, hours, model }: EvidenceContext,
    { subscriber }: SubscriberTraits,
    row: number,
    at: number,
    suspicion: number,
    told: Set<string>,
  ): void {
    const key = ranges.get(this.#history.range(row)) ?? '';
    const number = this.#history.number(row);
    const { novelty, rarity } = unpackTraits(this.#history.packedTraits(row), traitsInHand);
    if (novelty < NEW_RANGE_IN_KNOWN_COUNTRY) return;
    // What is new to us of a subscriber that is new itself says little.
    const days = hours.daysKnown(this.#subscriber, at) / model.document.learnAfterDays;
    const novel = Math.min(1, days) * (novelty === NEW_COUNTRY ? 1 : 0.6);
    const call = { subscriber, at, number, suspicion, novel };
    // A range is shared by few, whoever is new: that several call it at once always tells.
    if (!told.has(key)) onRangeCall({ key, ...call, novel: Math.max(LEAST_NOVEL, novel) });
    told.add(key);
    if (novelty !== NEW_COUNTRY) return;
    const country = this.#history.destination(row).countryKey;
    // So does that several call a country which hardly anybody calls.
    const known = Math.max(LEAST_NOVEL * rarity, novel);
    if (!told.has(country)) onRangeCall({ key: country, range: key, ...call, novel: known });
    told.add(country);
  }

  #read(traits: SubscriberTraits, t: number): EvidenceContext | undefined {
    const context = this.#rules.evidence;
    if (context === undefined || this.#history.novelRows.length === 0) return undefined;
    const subject = {
      subscriber: this.#subscriber,
      traits,
      history: this.#history,
      open: this.#open,
      profile: this.profile,
      context,
    };
    gather(subject, t, reading);
    return context;
  }
}
