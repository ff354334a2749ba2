import type { Log } from '@sekisho/runtime';
import { missingNames } from './missing-names.ts';

/** A file that has not come by then will not come: somebody has seen the alarm. */
const ALARMED_MS = 86_400_000;
const NAMES_TOLD = 5;

export interface GapsOptions {
  sequence: boolean | RegExp;
  /** Names missing, and since when; kept over restarts by who gives it. */
  missing: Map<string, number>;
  /** Files may come in another order within this. */
  graceMs: number;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** Notices files that are missing in a sequence of names, until they come or a day is over. */
export class Gaps {
  readonly #options: GapsOptions;
  #candidates = new Map<string, number>();
  #looked = '';
  #found: ReadonlySet<string> = new Set();

  constructor(options: GapsOptions) {
    this.#options = options;
  }

  /** Looks at all names there are or have been; true when what is missing has changed. */
  look(names: readonly string[]): boolean {
    const { sequence } = this.#options;
    if (sequence === false) return false;
    const key = names.join('\0');
    if (key !== this.#looked) {
      this.#looked = key;
      this.#found = new Set(missingNames(names, sequence === true ? undefined : sequence));
    }
    const filled = this.#close();
    const opened = this.#open();
    return filled.length + opened.length > 0;
  }

  /** Names that are missing, those of the last day. */
  get open(): string[] {
    const { missing, now } = this.#options;
    return [...missing].filter(([, since]) => now() - since < ALARMED_MS).map(([name]) => name);
  }

  /** What to tell a person; nothing when nothing is missing. */
  note(): string | undefined {
    const { open } = this;
    if (open.length === 0) return undefined;
    return `${open.length} missing in sequence: ${open.slice(0, NAMES_TOLD).join(', ')}`;
  }

  #close(): string[] {
    const { missing, log } = this.#options;
    const filled = [...missing.keys()].filter((name) => !this.#found.has(name));
    for (const name of filled) missing.delete(name);
    if (filled.length > 0) log.info({ files: filled.slice(0, NAMES_TOLD) }, 'sequence is filled');
    return filled;
  }

  #open(): string[] {
    const { missing, graceMs, log, now } = this.#options;
    const candidates = new Map<string, number>();
    for (const name of this.#found) {
      if (!missing.has(name)) candidates.set(name, this.#candidates.get(name) ?? now());
    }
    const opened = [...candidates].filter(([, since]) => now() - since >= graceMs);
    for (const [name, since] of opened) {
      missing.set(name, since);
      candidates.delete(name);
    }
    this.#candidates = candidates;
    const files = opened.slice(0, NAMES_TOLD).map(([name]) => name);
    if (opened.length > 0) log.warn({ count: opened.length, files }, 'files missing in sequence');
    return files;
  }
}
