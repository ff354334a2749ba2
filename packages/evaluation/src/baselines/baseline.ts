import type { Decision } from '../decision.ts';
import type { LegEvent } from '../leg-event.ts';

/** A simple detector to compare with. It takes the events of a run in the order they come. */
export interface Baseline {
  take(event: LegEvent): void;
}

export type OnDecision = (decision: Decision) => void;

/**
 * Decisions as a baseline acts on them: while a line is restricted it is not restricted again, and
 * a person is asked once a day.
 */
export class Actions {
  readonly #onDecision: OnDecision;
  readonly #restrictForMs: number;
  readonly #restrictedUntil = new Map<string, number>();
  readonly #askedUntil = new Map<string, number>();

  constructor(onDecision: OnDecision, restrictForMs: number) {
    this.#onDecision = onDecision;
    this.#restrictForMs = restrictForMs;
  }

  restrict(subscriber: string, at: number): void {
    if (at < (this.#restrictedUntil.get(subscriber) ?? at)) return;
    const until = at + this.#restrictForMs;
    this.#restrictedUntil.set(subscriber, until);
    this.#onDecision({ subscriber, at, until, kind: 'restrict', score: 100 });
  }

  ask(subscriber: string, at: number): void {
    if (at < (this.#askedUntil.get(subscriber) ?? at)) return;
    this.#askedUntil.set(subscriber, at + DAY_MS);
    this.#onDecision({ subscriber, at, until: at, kind: 'ask', score: 50 });
  }
}

const DAY_MS = 24 * 3_600_000;
