import type {
  Decision,
  DestinationDecision,
  DetectorRun,
  Role,
  ScoredVersion,
} from '@sekisho/evaluation';
import type { AlertVersion, DestinationCaseVersion } from '@sekisho/rules';

/** What a detector decided, taken from the versions of its alerts. */
export class VersionLog {
  readonly #versions: ScoredVersion[] = [];
  readonly #asked = new Map<string, Decision>();
  readonly #restricted = new Map<string, Decision>();
  readonly #destinations = new Map<string, DestinationDecision>();

  take(version: AlertVersion): void {
    const { alertId, subscriber, at, score, severity, restriction } = version;
    this.#versions.push({ alert: alertId, subscriber, at, score });
    if (severity === 'warning' && !this.#asked.has(alertId))
      this.#asked.set(alertId, { subscriber, at, until: at, kind: 'ask', score });
    if (restriction !== null && !this.#restricted.has(alertId)) {
      const { at: from, until } = restriction;
      this.#restricted.set(alertId, { subscriber, at: from, until, kind: 'restrict', score });
    }
  }

  takeCase({ caseId, key, kind, openedAt, firstAt, lastAt }: DestinationCaseVersion): void {
    this.#destinations.set(caseId, { key, kind, openedAt, firstAt, lastAt });
  }

  run(detector: string, role: Role): DetectorRun {
    const decisions = [...this.#asked.values(), ...this.#restricted.values()];
    const destinations = [...this.#destinations.values()];
    return { detector, role, decisions, versions: this.#versions, destinations };
  }
}
