import { HOUR, hourOfWeek } from './japan-time.ts';
import { type Destination, LawfulDialling } from './lawful-dialling.ts';
import { createLeg, type Leg, type LegDraft } from './leg.ts';
import { inboundCaller } from './numbers/caller.ts';
import { answered, type Outcome, refused, unanswered } from './outcome.ts';
import { Random } from './random.ts';
import type { Subscriber } from './subscriber.ts';

const FROM_ELSEWHERE = 0.08;
const REDIAL = 0.3;
const MOST_REDIALS = 4;

/** The lawful calls of one subscriber, hour by hour. */
export class LawfulTraffic {
  private readonly subscriber: Subscriber;
  private readonly rng: Random;
  private readonly dialling: LawfulDialling;

  constructor(seed: number, subscriber: Subscriber, abroadShare: number) {
    this.subscriber = subscriber;
    this.rng = new Random(seed, 'lawful', subscriber.index);
    this.dialling = new LawfulDialling(subscriber, abroadShare);
  }

  /** Adds the legs that start within the hour, and redials of them, in no order. */
  addHour(hourStart: number, legs: Leg[]): void {
    const { legsPerHour, population } = this.subscriber;
    const mean = legsPerHour * population.rhythm[hourOfWeek(hourStart)]!;
    for (let left = this.rng.poisson(mean); left > 0; left--) {
      const startedAt = hourStart + this.rng.float() * HOUR;
      if (this.rng.chance(population.outbound)) this.addOutbound(startedAt, legs);
      else legs.push(this.inbound(startedAt));
    }
  }

  private addOutbound(firstAt: number, legs: Leg[]): void {
    const destination = this.dialling.next(this.rng);
    let startedAt = firstAt;
    for (let attempt = 0; attempt <= MOST_REDIALS; attempt++) {
      const leg = this.outbound(destination, startedAt);
      legs.push(leg);
      if (leg.answeredAt !== null || !this.rng.chance(REDIAL)) return;
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

  private leg(draft: Omit<LegDraft, 'subscriber' | 'line' | 'from' | 'label'>): Leg {
    const { subscriber, rng } = this;
    const line = rng.pick(subscriber.lines);
    const from = rng.chance(FROM_ELSEWHERE) ? subscriber.elsewhere : subscriber.usual;
    return createLeg(rng, { ...draft, subscriber, line, from, label: null });
  }

  private outcome(): Outcome {
    const { population } = this.subscriber;
    if (!this.rng.chance(population.answered)) return unanswered(this.rng);
    const { short, long, longShare } = population;
    const holding = this.rng.chance(longShare) ? long : short;
    return answered(this.rng, this.rng.logNormal(holding.medianSec, holding.sigma));
  }
}
