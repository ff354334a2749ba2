import type { Leg } from '../leg.ts';
import type { PlannedAttack } from './plan.ts';

/** Hands out the legs of planned attacks as their time comes; only attacks under way are held. */
export class AttackFeed {
  private waiting: PlannedAttack[];
  private running: Leg[][] = [];

  constructor(attacks: readonly PlannedAttack[]) {
    this.waiting = [...attacks];
  }

  /** Adds the legs that start before `until`, each once. */
  addUntil(until: number, legs: Leg[]): void {
    const due = this.waiting.filter((attack) => attack.startsAt < until);
    this.waiting = this.waiting.filter((attack) => attack.startsAt >= until);
    for (const attack of due) this.running.push(attack.legs());
    this.running = this.running.map((left) => takeUntil(left, until, legs));
    this.running = this.running.filter((left) => left.length > 0);
  }
}

function takeUntil(left: Leg[], until: number, legs: Leg[]): Leg[] {
  const end = left.findIndex((leg) => leg.startedAt >= until);
  if (end < 0) {
    legs.push(...left);
    return [];
  }
  legs.push(...left.slice(0, end));
  return left.slice(end);
}
