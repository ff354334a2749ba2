import { appendAudit, type Ledger, LedgerError } from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';

interface Refused {
  actor: string;
  /** `access.denied`, `sign-in.failed`. */
  action: string;
  subject: string;
  detail: Readonly<Record<string, unknown>>;
}

const ONCE_IN_MS = 60_000;
const MOST_KEYS = 1000;

/**
 * Tells the audit log of what was refused: the first at once, the same again only with the next
 * one after a minute, with how many there were. The log is kept for good, and whoever is refused
 * must not be able to fill it. Where the ledger cannot be reached the refusal stands all the same.
 */
export class Refusals {
  readonly #ledger: Ledger;
  readonly #log: Log;
  readonly #seen = new Map<string, { at: number; untold: number }>();

  constructor(ledger: Ledger, log: Log) {
    this.#ledger = ledger;
    this.#log = log;
  }

  async tell(refused: Refused, now: number): Promise<void> {
    const key = JSON.stringify([refused.actor, refused.action, refused.subject, refused.detail]);
    const seen = this.#seen.get(key);
    if (seen !== undefined && now - seen.at < ONCE_IN_MS) {
      seen.untold += 1;
      return;
    }
    this.#forget(now);
    this.#seen.set(key, { at: now, untold: 0 });
    const detail =
      seen === undefined || seen.untold === 0
        ? refused.detail
        : { ...refused.detail, alsoBefore: seen.untold };
    await this.#append({ ...refused, detail }, now);
  }

  async #append(refused: Refused, now: number): Promise<void> {
    try {
      await appendAudit(this.#ledger, { ...refused, at: now });
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      this.#log.error({ ...refused, code: error.code }, 'the audit log was not told');
    }
  }

  #forget(now: number): void {
    if (this.#seen.size < MOST_KEYS) return;
    for (const [key, { at, untold }] of this.#seen) {
      if (now - at >= ONCE_IN_MS && untold === 0) this.#seen.delete(key);
    }
    const [oldest] = this.#seen.keys();
    if (this.#seen.size >= MOST_KEYS && oldest !== undefined) this.#seen.delete(oldest);
  }
}
