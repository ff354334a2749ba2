import type { Case, Wave } from '@sekisho/ledger';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** A case as programs read it. */
export function caseLine(found: Case): string {
  const { caseId, alertId, customer, subscriber, service, facts, verdict, contacts } = found;
  return `${JSON.stringify({
    case: caseId,
    alert: alertId,
    customer,
    subscriber,
    service,
    openedAt: iso(found.openedAt),
    severity: facts?.severity ?? null,
    calls: facts?.calls ?? null,
    costJpy: facts === null ? null : facts.costMilliYen / 1000,
    countries: facts?.countries ?? [],
    restriction: found.restrictionId,
    state: found.restrictionState,
    until: iso(found.until),
    verdict,
    contacts,
    acknowledgedBy: found.acknowledgedBy,
  })}\n`;
}

export function waveLine({ waveId, service, country, since, subscribers, caseIds }: Wave): string {
  const shown = { wave: waveId, service, country, since: iso(since), subscribers, cases: caseIds };
  return `${JSON.stringify(shown)}\n`;
}
