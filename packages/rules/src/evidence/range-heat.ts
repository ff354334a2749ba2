/** That a subscriber called a range or country that is new to it, and how suspect it is. */
export interface RangeCall {
  /** Leading digits of the number, or a country key. */
  key: string;
  subscriber: string;
  at: number;
  /** Hash of the called number: many callers of one number are no spread over a range. */
  number: number;
  /** From 0, what a call that nothing speaks against has, over 1 where it is barred. */
  suspicion: number;
  /** 0 to 1: how sure it is that the range is new to the subscriber. */
  novel: number;
}

/** How much a range or country is called by subscribers who never did, as all detectors know it. */
export interface Heat {
  key: string;
  at: number;
  /** Newest callers first, at most `MOST_NAMED`, with what each adds. */
  callers: readonly { subscriber: string; at: number; weight: number }[];
  /** Callers that one would expect anyway, each fading as they do. */
  expected: number;
  /** Numbers that many call whom nothing else speaks against: people decide on them. */
  hotlines: readonly number[];
}

/** Whether a key names a range; others name countries. */
export function isRangeKey(key: string): boolean {
  return key >= '0' && key < ':';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Callers count for so long, fading; those whose episode was barred for longer. */
const WINDOW_MS = 2 * DAY_MS;
const BARRED_WINDOW_MS = 8 * DAY_MS;
const MOST_NAMED = 64;
/** What a key without history is taken to have shown. */
const PRIOR_DAYS = 3;
const PRIOR_CALLERS = 0.05;
/** Callers fade with this time. */
const FADES_MS = DAY_MS / 2;
const BARRED_FADES_MS = BARRED_WINDOW_MS / 2;
const HOTLINE_CALLERS = 5;
/** A caller as suspect as can be counts as so many more. */
const SUSPECTED = 3;
/** Of a caller with such a weight it is known that it was barred. */
const BARRED_WEIGHT = 1.5 * SUSPECTED;
/** Two unsuspected callers, or one that is suspected. */
const TOLD_FROM = 1.5;
/** Each news has its callers judged again: what adds less to their score is none. */
const TOLD_STEP = 0.3;

interface Caller {
  at: number;
  /** The number called last. */
  number: number;
  suspicion: number;
  novel: number;
}

interface Range {
  callers: Map<string, Caller>;
  /** Of all callers, faded as it was at `weighedAt`. */
  weight: number;
  weighedAt: number;
  /** Epoch ms before which none of them is out of the window. */
  fullUntil: number;
  /** How strong it was when others were last told of it, or has faded to since. */
  told: number;
  /** Callers that are out of the window: what is usual. */
  before: number;
  since: number;
}

/** Weighs callers of ranges across subscribers: repeats and their order make no difference. */
export class RangeStage {
  readonly #ranges = new Map<string, Range>();

  /** Takes a call in; the heat where that changed it. */
  observe(call: RangeCall): Heat | undefined {
    const range = this.#rangeOf(call);
    this.#forget(range, call.at);
    const known = range.callers.get(call.subscriber);
    const at = Math.max(known?.at ?? call.at, call.at);
    const suspicion = Math.max(known?.suspicion ?? 0, call.suspicion);
    const novel = Math.max(known?.novel ?? 0, call.novel);
    const caller = { at, number: call.number, suspicion, novel };
    range.callers.set(call.subscriber, caller);
    range.fullUntil = Math.min(range.fullUntil, leavesAt(caller));
    weigh(range, known, caller);
    if (range.weight < TOLD_FROM) return undefined;
    const strength = heatStrength(surprise(range.weight, this.#expected(range, at)));
    if (strength < range.told + TOLD_STEP) {
      range.told = Math.min(range.told, strength);
      return undefined;
    }
    range.told = strength;
    return this.#heatOf(call.key, range, call.at);
  }

  #expected({ before, since }: Range, now: number): number {
    const days = (now - since) / DAY_MS + PRIOR_DAYS;
    return ((before + PRIOR_CALLERS) / days) * (FADES_MS / DAY_MS);
  }

  #heatOf(key: string, range: Range, now: number): Heat {
    const expected = this.#expected(range, now);
    const hotlines = hotlinesOf(range);
    const callers = [...range.callers]
      .filter(([, { number }]) => !hotlines.includes(number))
      .map(([subscriber, caller]) => ({ subscriber, at: caller.at, weight: weightOf(caller) }))
      .sort((a, b) => b.weight - a.weight || b.at - a.at)
      .slice(0, MOST_NAMED);
    return { key, at: now, callers, expected, hotlines };
  }

  #rangeOf({ key, at }: RangeCall): Range {
    let range = this.#ranges.get(key);
    if (range === undefined) {
      range = {
        callers: new Map(),
        weight: 0,
        weighedAt: at,
        fullUntil: Number.POSITIVE_INFINITY,
        told: 0,
        before: 0,
        since: at,
      };
      this.#ranges.set(key, range);
    }
    return range;
  }

  #forget(range: Range, now: number): void {
    if (now < range.fullUntil) return;
    range.fullUntil = Number.POSITIVE_INFINITY;
    for (const [subscriber, caller] of range.callers) {
      if (leavesAt(caller) > now) {
        range.fullUntil = Math.min(range.fullUntil, leavesAt(caller));
        continue;
      }
      range.callers.delete(subscriber);
      if (caller.suspicion < 1) range.before++;
    }
  }
}

// What a known caller adds by calling again is what had faded of it.
function weigh(range: Range, known: Caller | undefined, caller: Caller): void {
  const now = Math.max(range.weighedAt, caller.at);
  const before = known === undefined ? 0 : weightOf(known) * Math.exp((known.at - now) / FADES_MS);
  const after = weightOf(caller) * Math.exp((caller.at - now) / FADES_MS);
  range.weight = range.weight * Math.exp((range.weighedAt - now) / FADES_MS) + after - before;
  range.weighedAt = now;
}

function leavesAt({ at, suspicion }: Caller): number {
  return at + (suspicion >= 1 ? BARRED_WINDOW_MS : WINDOW_MS);
}

function weightOf({ suspicion, novel }: Caller): number {
  const suspected = suspicion >= 1 ? 1.5 : suspicion * novel;
  return novel + SUSPECTED * suspected;
}

// Numbers with many callers, none of them suspect by anything else.
function hotlinesOf({ callers }: Range): number[] {
  const byNumber = new Map<number, { callers: number; suspicion: number }>();
  for (const { number, suspicion } of callers.values()) {
    const known = byNumber.get(number) ?? { callers: 0, suspicion: 0 };
    known.callers++;
    known.suspicion += Math.min(1, suspicion);
    byNumber.set(number, known);
  }
  return [...byNumber]
    .filter(([, of]) => of.callers >= HOTLINE_CALLERS && of.suspicion / of.callers < 0.6)
    .map(([number]) => number);
}

/** What a heat is to one subscriber. */
export interface FeltHeat {
  /** How surprising it is, in nats: 0 or more. */
  heat: number;
  /** Numbers to which it does not apply. */
  hotlines: readonly number[];
}

const COLD: FeltHeat = { heat: 0, hotlines: [] };

/** A heat with its callers' weights added up as they stood at `at`, from where all fade alike. */
interface Warmth {
  heat: Heat;
  /** Epoch ms of the newest caller. */
  at: number;
  weight: number;
  /** Of callers that were barred: they fade slowly. */
  barredWeight: number;
  /** What each subscriber adds: nobody is suspect for what it did itself. */
  own: Map<string, { weight: number; isBarred: boolean }>;
}

/** The heat of ranges as a detector knows it. */
export class HeatTable {
  readonly #warmths = new Map<string, Warmth>();

  take(heat: Heat): void {
    this.#warmths.set(heat.key, warmthOf(heat));
  }

  /** What others did there of late, as it is to one subscriber. */
  felt(key: string, subscriber: string, t: number): FeltHeat {
    const warmth = this.#warmths.get(key);
    if (warmth === undefined) return COLD;
    const own = warmth.own.get(subscriber);
    let { weight, barredWeight } = warmth;
    if (own?.isBarred === true) barredWeight -= own.weight;
    else if (own !== undefined) weight -= own.weight;
    const age = Math.abs(t - warmth.at);
    const { expected, hotlines } = warmth.heat;
    if (weight + barredWeight <= expected) return COLD;
    const left =
      weight * Math.exp(-age / FADES_MS) + barredWeight * Math.exp(-age / BARRED_FADES_MS);
    return { heat: surprise(left, expected), hotlines };
  }
}

function warmthOf(heat: Heat): Warmth {
  const own = new Map<string, { weight: number; isBarred: boolean }>();
  let at = Number.NEGATIVE_INFINITY;
  for (const caller of heat.callers) at = Math.max(at, caller.at);
  let [weight, barredWeight] = [0, 0];
  for (const caller of heat.callers) {
    const isBarred = caller.weight >= BARRED_WEIGHT;
    const faded =
      caller.weight * Math.exp((caller.at - at) / (isBarred ? BARRED_FADES_MS : FADES_MS));
    own.set(caller.subscriber, { weight: faded, isBarred });
    if (isBarred) barredWeight += faded;
    else weight += faded;
  }
  return { heat, at, weight, barredWeight, own };
}

/** What a surprise counts as: doublings. */
export function heatStrength(nats: number): number {
  return Math.log2(1 + nats / 4);
}

/** By how much `observed` is beyond a Poisson variable of mean `expected`, in nats. */
function surprise(observed: number, expected: number): number {
  if (observed <= expected) return 0;
  return observed * Math.log(observed / expected) - (observed - expected);
}
