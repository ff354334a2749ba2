import type { Cdr } from '@sekisho/cdr';
import type { Numbering } from '@sekisho/numbering';
import type { AlertVersion, Restriction } from '@sekisho/rules';

/**
 * The switch of a detector that acts: what the newest restriction of a line refuses comes as
 * barred, and never as a call that is up.
 */
export class Barring {
  readonly #numbering: Numbering;
  readonly #newest = new Map<string, Restriction>();

  constructor(numbering: Numbering) {
    this.#numbering = numbering;
  }

  take({ subscriber, restriction }: AlertVersion): void {
    const known = this.#newest.get(subscriber);
    // An alert that closes comes again with a restriction that another may have followed.
    if (restriction !== null && (known === undefined || known.at < restriction.at))
      this.#newest.set(subscriber, restriction);
  }

  /** The record as that switch would have written it; `undefined` where it would have written none. */
  asWritten(cdr: Cdr): Cdr | undefined {
    if (!this.#isRefused(cdr)) return cdr;
    if (cdr.event !== 'stop') return undefined;
    return {
      ...cdr,
      barred: true,
      answeredAt: undefined,
      durationMs: 0,
      costMilliYen: undefined,
    };
  }

  /** Records that leave the number or the subscriber to another record pass. */
  #isRefused({ subscriber, direction, called, startedAt, at }: Cdr): boolean {
    const restriction = subscriber === undefined ? undefined : this.#newest.get(subscriber);
    if (restriction === undefined || direction === 'inbound' || called === undefined) return false;
    const begun = startedAt ?? at;
    if (begun <= restriction.at || begun >= restriction.until) return false;
    return this.#numbering.understand(called).kind === 'international';
  }
}
