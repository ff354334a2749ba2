import { factorAt, shiftAt } from './changes.ts';
import { callSource } from './equipment.ts';
import { HOUR, hourOfWeek } from './japan-time.ts';
import { type Destination, dialled, LawfulDialling } from './lawful-dialling.ts';
import { createLeg, type Leg, type LegDraft } from './leg.ts';
import { inboundCaller } from './numbers/caller.ts';
import { answered, type Outcome, refused, unanswered } from './outcome.ts';
import { Random } from './random.ts';
import type { Rhythm } from './rhythm.ts';
import type { Subscriber } from './subscriber.ts';

const REDIAL = 0.3;
const MOST_REDIALS = 4;
// Between the end of a call abroad and the next one of the same evening.
const BETWEEN_CALLS = 240_000;
const LONGEST_BURST = 30;
// Missed calls from abroad that somebody answers by calling.
const CALLED_BACK = 0.03;

interface OnLine {
  /** Default: any line of the subscriber. */
  line?: string;
}

/** The lawful calls of one subscriber, hour by hour. */
export class LawfulTraffic {
  private readonly subscriber: Subscriber;
  private readonly rng: Random;
  private readonly dialling: LawfulDialling;
  /** Means over a week; a burst of calls abroad counts once. */
  private readonly homePerHour: number;
  private readonly abroadPerHour: number;

  constructor(seed: number, subscriber: Subscriber, abroadFactor: number) {
    this.subscriber = subscriber;
    this.rng = new Random(seed, 'lawful', subscriber.index);
    this.dialling = new LawfulDialling(subscriber, abroadFactor > 0);
    this.homePerHour = subscriber.legsPerHour;
    this.abroadPerHour = subscriber.abroadPerHour * abroadFactor * (1 - subscriber.burst);
  }

  /** Adds the legs that start within the hour, and what follows on them, in no order. */
  addHour(hour: number, legs: Leg[]): void {
    const { since = 0, population, changes } = this.subscriber;
    if (hour < since) return;
    const volume = factorAt(changes, 'volume', hour);
    const home = this.homePerHour * volume * this.busy(population.rhythm, hour);
    for (let left = this.rng.poisson(home); left > 0; left--) this.addHome(this.within(hour), legs);
    if (this.abroadPerHour === 0) return;
    const { abroad } = population;
    const factor = volume * factorAt(changes, 'abroad', hour);
    const mean = this.abroadPerHour * factor * this.busy(abroad.rhythm ?? population.rhythm, hour);
    for (let left = this.rng.poisson(mean); left > 0; left--) {
      this.addAbroad(this.within(hour), legs);
    }
  }

  private within(hour: number): number {
    return hour + this.rng.float() * HOUR;
  }

  private busy(rhythm: Rhythm, hour: number): number {
    const { rhythmShift, flat, changes } = this.subscriber;
    const shift = Math.round(rhythmShift + shiftAt(changes, hour)) * HOUR;
    return flat + (1 - flat) * rhythm[hourOfWeek(hour - shift)]!;
  }

  private addHome(startedAt: number, legs: Leg[]): void {
    const { population } = this.subscriber;
    if (!this.rng.chance(population.outbound)) this.addInbound(startedAt, legs);
    else this.addOutbound(this.dialling.home(this.rng), startedAt, legs);
  }

  private addInbound(startedAt: number, legs: Leg[]): void {
    const { rng, subscriber } = this;
    const leg = this.inbound(startedAt);
    legs.push(leg);
    if (rng.chance(subscriber.forwarding)) legs.push(this.forwarded(leg));
    else if (this.dialling.mayCallAbroad && missedFromAbroad(leg) && rng.chance(CALLED_BACK)) {
      const back = dialled(rng, subscriber, leg.calling.slice(1));
      this.addOutbound(back, leg.endedAt + rng.logNormal(600_000, 1.5), legs);
    }
  }

  /** The leg on which an inbound one goes on, within it. */
  private forwarded({ line, startedAt, answeredAt, endedAt, correlationId }: Leg): Leg {
    const { dialled: far, abroad } = this.dialling.forwardedTo(this.rng);
    const begins = startedAt + 200 + this.rng.below(900);
    const ringMs = Math.max(100, (answeredAt ?? endedAt) - begins - 20);
    const talkMs = answeredAt === null ? null : Math.max(0, endedAt - begins - ringMs);
    return this.leg({
      direction: 'outbound',
      legKind: 'forwarded',
      divertedFrom: line,
      far,
      abroad,
      startedAt: begins,
      outcome: { ringMs, talkMs, cause: answeredAt === null ? 19 : 16 },
      ...(correlationId === null ? {} : { correlationId }),
      line,
    });
  }

  private addAbroad(firstAt: number, legs: Leg[]): void {
    let startedAt = firstAt;
    for (let calls = 0; calls < LONGEST_BURST; calls++) {
      const last = this.addOutbound(this.dialling.abroad(this.rng), startedAt, legs);
      if (!this.rng.chance(this.subscriber.burst)) return;
      startedAt = last.endedAt + this.rng.logNormal(BETWEEN_CALLS, 1.3);
    }
  }

  private addOutbound(destination: Destination, firstAt: number, legs: Leg[]): Leg {
    let startedAt = firstAt;
    for (let attempt = 0; ; attempt++) {
      const leg = this.outbound(destination, startedAt);
      legs.push(leg);
      const done = leg.answeredAt !== null || attempt === MOST_REDIALS;
      if (done || !this.rng.chance(REDIAL)) return leg;
      startedAt = leg.endedAt + this.rng.logNormal(45_000, 0.9);
    }
  }

  private outbound({ dialled, abroad, wrong }: Destination, startedAt: number): Leg {
    const outcome = wrong ? refused(this.rng) : this.outcome();
    return this.leg({ direction: 'outbound', far: dialled, abroad, startedAt, outcome });
  }

  private inbound(startedAt: number): Leg {
    const far = inboundCaller(this.rng);
    const outcome = this.outcome();
    return this.leg({ direction: 'inbound', far, abroad: false, startedAt, outcome });
  }

  private leg(draft: Omit<LegDraft, 'subscriber' | 'line' | 'from' | 'label'> & OnLine): Leg {
    const { subscriber, rng } = this;
    const line = draft.line ?? rng.pick(subscriber.lines);
    const from = callSource(subscriber, rng, draft.startedAt);
    return createLeg(rng, { ...draft, subscriber, line, from, label: null });
  }

  private outcome(): Outcome {
    const { population, answering, talking } = this.subscriber;
    if (!this.rng.chance(population.answered * answering)) return unanswered(this.rng);
    const { short, long, longShare } = population;
    const holding = this.rng.chance(longShare) ? long : short;
    return answered(this.rng, this.rng.logNormal(holding.medianSec * talking, holding.sigma));
  }
}

function missedFromAbroad({ answeredAt, calling }: Leg): boolean {
  return answeredAt === null && calling.startsWith('+');
}
