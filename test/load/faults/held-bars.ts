import { repeat } from '@sekisho/runtime';
import type { Lab } from '../../lab/lab.ts';

const LOOK_EVERY_MS = 50;

/** What a Kamailio itself says that it holds, looked at all the time. */
export class HeldBars {
  readonly #lab: Lab;
  readonly #held = new Set<string>();
  /** Those that stood once and are to stand on. */
  readonly #standing = new Set<string>();
  readonly #looking: { stop(): Promise<void> };
  #openSince: number | undefined;
  #longestOpenMs = 0;

  constructor(lab: Lab) {
    this.#lab = lab;
    this.#looking = repeat(LOOK_EVERY_MS, () => this.#look());
  }

  has(key: string): boolean {
    return this.#held.has(key);
  }

  get isOpen(): boolean {
    return this.#openSince !== undefined;
  }

  get missing(): number {
    return [...this.#standing].filter((key) => !this.#held.has(key)).length;
  }

  /** For how long a bar that stood was not there while Kamailio took calls; since this was last asked. */
  takeLongestOpenMs(): number {
    const taken = this.#longestOpenMs;
    this.#longestOpenMs = 0;
    return taken;
  }

  stop(): Promise<void> {
    return this.#looking.stop();
  }

  async #look(): Promise<void> {
    const keys = await this.#keys();
    // It is away: no call passes.
    if (keys === undefined) return;
    this.#held.clear();
    for (const key of keys) this.#held.add(key);
    const now = performance.now();
    if (this.missing === 0) this.#openSince = undefined;
    else this.#openSince ??= now;
    if (this.#openSince !== undefined) {
      this.#longestOpenMs = Math.max(this.#longestOpenMs, now - this.#openSince);
    }
    for (const key of keys) this.#standing.add(key);
  }

  async #keys(): Promise<string[] | undefined> {
    try {
      const slots = await this.#lab.switch.rpc('htable.dump', ['bar']);
      return (slots as { slot: { name: string }[] }[]).flatMap(({ slot }) =>
        slot.map(({ name }) => name),
      );
    } catch {
      return undefined;
    }
  }
}
