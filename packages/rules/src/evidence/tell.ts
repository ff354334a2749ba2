import { type EvidenceName, INDEX_OF } from './evidence-names.ts';
import type { Reading } from './reading.ts';
import type { Subject } from './subject.ts';
import { heatStrength } from './surprise.ts';
import type { Tally } from './tally.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A conference calls so many at once; more say no more. */
const MOST_AT_ONCE = 25;
/** Yen a minute of an ordinary call abroad. */
const ORDINARY_PRICE = 60;
/** A subscriber that is known for longer is not new. */
const NEW_FOR_DAYS = 10;
/** How many numbers are new on a day is usual from so many days. */
const USUAL_DAYS = 21;

type Set = (name: EvidenceName, strength: number, observed: number, usual: number) => void;

/**
 * Tells how strong each piece of evidence is. Doublings: each strength is the logarithm of what was
 * seen beside what is usual, so that no single figure runs away with the score.
 */
export function tell(
  tally: Tally,
  subject: Subject,
  t: number,
  maturity: number,
  reading: Reading,
): void {
  const set: Set = (name, strength, observed, usual) =>
    reading.set(INDEX_OF[name], strength, observed, usual);
  tellExposure(tally, set);
  tellVolume(tally, set);
  tellNovelty(tally, subject, t, maturity, set);
  tellRarity(tally, maturity, set);
  tellSources(tally, subject, t, set);
  tellStructure(tally, maturity, set);
  tellSuddenness(tally, subject, t, maturity, set);
}

function tellExposure({ hour, day, week }: Tally, set: Set): void {
  const yen = ({ milliYen }: { milliYen: number }) => milliYen / 1000;
  set('exposure-1h', log(2 * hour.exposure), yen(hour), share(yen(hour), 2 * hour.exposure));
  set('exposure-24h', log(day.exposure), yen(day), share(yen(day), day.exposure));
  set('exposure-7d', log(week.exposure / 2), yen(week), share(yen(week), week.exposure / 2));
}

function tellVolume({ hour, day, week, calls5m, talkMs, up }: Tally, set: Set): void {
  set('calls-5m', log(beyond(Math.min(MOST_AT_ONCE, calls5m), 1) / 2), calls5m, 1);
  set('calls-1h', log(2 * hour.volume), hour.calls, share(hour.calls, 2 * hour.volume));
  set('calls-24h', log(day.volume), day.calls, share(day.calls, day.volume));
  set('calls-7d', log(week.volume / 2), week.calls, share(week.calls, week.volume / 2));
  set('talk-24h', log(talkMs / HOUR_MS), talkMs / MINUTE_MS, 10);
  set('concurrent', log(beyond(up, 1)), up, 1);
}

function tellNovelty(
  { newCountryRarity, countries, numbers }: Tally,
  { subscriber, profile, context }: Subject,
  t: number,
  maturity: number,
  set: Set,
): void {
  const { hours, model } = context;
  set('new-countries', log((maturity * newCountryRarity) / 2), countries.size, 0);
  set('new-numbers', log((maturity * numbers.size) / 3), numbers.size, 1);
  const known = profile.countries.countBy(t - model.learnAfterMs);
  set('dormant', maturity / (1 + known), known, 1);
  const days = hours.daysKnown(subscriber, t);
  set('new-subscriber', beyond(1, days / NEW_FOR_DAYS), days, NEW_FOR_DAYS);
}

function tellRarity(
  { rarity, dearest, risk, odd, newForms, quiet }: Tally,
  maturity: number,
  set: Set,
): void {
  const price = dearest / 1000;
  set('rare-country', maturity * rarity, rarity, 0);
  set('price', beyond(Math.log2(price / ORDINARY_PRICE), 0), price, ORDINARY_PRICE);
  set('risk-list', log(risk), risk, 0);
  set('odd-number', log(odd), odd, 0);
  set('new-dial-form', Math.min(1, newForms / 2), newForms, 0);
  set('quiet-hours', log(quiet), quiet, 0);
}

function tellSources(
  { source, newestSource, abroad, ride, forwarded }: Tally,
  { profile }: Subject,
  t: number,
  set: Set,
): void {
  // Many calls make a source no newer.
  set('new-source', log(2 * Math.min(source, 3 * newestSource)), source, 0);
  set('source-abroad', log(Math.min(3, abroad)), abroad, 0);
  const hasTwo = source > 0 && profile.hasTwoSources(t);
  set('two-sources', hasTwo ? log(Math.min(source, 2 * newestSource)) : 0, hasTwo ? 2 : 1, 1);
  set('rides-on-inbound', log(ride), ride, 0);
  set('forwarded', log(forwarded), forwarded, 0);
}

function tellStructure(tally: Tally, maturity: number, set: Set): void {
  // New numbers that have another new number in their group.
  const inRange = tally.numbers.size - tally.ranges.size;
  const inBlock = tally.numbers.size - tally.blocks.size;
  const burst = tally.bursts.most;
  const { answered, numbers, longCalls, scanned, rangeHeat, countryHeat } = tally;
  set('neighbours', log((maturity * inRange) / 2), inRange, 0);
  set('same-block', log((maturity * inBlock) / 2), inBlock, 0);
  set('burst-in-range', log((maturity * beyond(burst, 1)) / 2), burst, 1);
  set('same-numbers', log(beyond(answered, 2 * numbers.size) / 3), answered, numbers.size);
  set('long-calls', log(longCalls), longCalls, 0);
  set('scan', log(beyond(scanned.size, 1)), scanned.size, 1);
  set('range-heat', heatStrength(rangeHeat), rangeHeat, 0);
  set('suspect-heat', log(tally.suspectHeat), tally.suspectHeat, 0);
  set('longest-call', log(tally.longestMs / HOUR_MS), tally.longestMs / MINUTE_MS, 0);
  set(
    'concentrated',
    log(tally.day.exposure / Math.max(1, numbers.size)),
    tally.day.milliYen / 1000,
    numbers.size,
  );
  set('country-heat', heatStrength(maturity * countryHeat), countryHeat, 0);
}

function tellSuddenness(
  { hour, day, week, numbers }: Tally,
  { subscriber, profile, context }: Subject,
  t: number,
  maturity: number,
  set: Set,
): void {
  const of = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  set('sudden-calls', of(hour.volume, day.volume), hour.calls, day.calls);
  set('sudden-cost', of(hour.exposure, week.exposure), hour.milliYen / 1000, week.milliYen / 1000);
  const days = Math.min(USUAL_DAYS, Math.max(1, context.hours.daysKnown(subscriber, t)));
  const today = context.dayOf(t);
  const usual = profile.newNumbers(today - USUAL_DAYS, today) / days;
  set('beyond-usual-numbers', log((maturity * numbers.size) / (0.5 + usual)), numbers.size, usual);
}

/** Doublings beyond nothing, of which most evidence has none. */
function log(ratio: number): number {
  return ratio === 0 ? 0 : Math.log2(1 + ratio);
}

function beyond(value: number, limit: number): number {
  return Math.max(0, value - limit);
}

/** What is usual, where `ratio` is how many times that was seen. */
function share(observed: number, ratio: number): number {
  return ratio === 0 ? 0 : observed / ratio;
}
