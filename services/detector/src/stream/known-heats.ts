import type { Heat } from '@sekisho/rules';

/** Older heat has no part in any score. */
const FORGOTTEN_AFTER_MS = 9 * 86_400_000;
const FORGET_EVERY = 10_000;

/** How hot ranges are as far as was heard; what comes late or again changes nothing. */
export class KnownHeats {
  readonly #heats = new Map<string, Heat>();
  #newest = Number.NEGATIVE_INFINITY;
  #untilForgetting = FORGET_EVERY;

  get size(): number {
    return this.#heats.size;
  }

  get all(): Iterable<Heat> {
    return this.#heats.values();
  }

  /** Whether nothing newer is known of its range, nor the same. */
  isNews(heat: Heat): boolean {
    const known = this.#heats.get(heat.key);
    if (known === undefined || known.at < heat.at) return true;
    return known.at === heat.at && JSON.stringify(known) !== JSON.stringify(heat);
  }

  /** Takes heat in; false where it is no news. */
  take(heat: Heat): boolean {
    if (!this.isNews(heat)) return false;
    this.#heats.set(heat.key, heat);
    this.#newest = Math.max(this.#newest, heat.at);
    if (--this.#untilForgetting === 0) this.#forget();
    return true;
  }

  #forget(): void {
    this.#untilForgetting = FORGET_EVERY;
    for (const [key, { at }] of this.#heats)
      if (at < this.#newest - FORGOTTEN_AFTER_MS) this.#heats.delete(key);
  }
}
