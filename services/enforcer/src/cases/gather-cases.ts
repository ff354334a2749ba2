import type { Engine } from '@sekisho/clickhouse';
import {
  casesSince,
  type Ledger,
  noteFacts,
  noteWave,
  openCase,
  queueNotice,
} from '@sekisho/ledger';
import { hasGrown, wavesOf } from '@sekisho/notices';
import type { ContactOf } from '../notices/notice-parts.ts';
import { type StoredAlert, storedAlerts } from './stored-alerts.ts';

export interface GatherParts {
  ledger: Ledger;
  topic: string;
  contactOf: ContactOf;
  /** Epoch ms. */
  now(): number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Detectors' clocks may differ, and what one inserts may be seen late. */
const OVERLAP_MS = 600_000;

/** Keeps the ledger's cases by what detectors store; a case that is known is not told again. */
export function createGatherCases(parts: GatherParts): (engine: Engine) => Promise<void> {
  let since = parts.now() - DAY_MS;
  const noted = new Map<string, number>();
  return async function gatherCases(engine) {
    const begun = parts.now();
    const alerts = await storedAlerts(engine, parts.topic, since);
    for (const alert of alerts.filter(({ alertId, step }) => noted.get(alertId) !== step)) {
      await note(parts, alert);
      noted.set(alert.alertId, alert.step);
    }
    const seen = new Set(alerts.map(({ alertId }) => alertId));
    for (const alertId of noted.keys()) if (!seen.has(alertId)) noted.delete(alertId);
    // Only now: what failed on the way is read again.
    since = begun - OVERLAP_MS;
    await noteWaves(parts);
  };
}

async function note({ ledger, contactOf, now }: GatherParts, alert: StoredAlert): Promise<void> {
  const { subscriber, step, facts } = alert;
  const customer = (await contactOf(subscriber, now()))?.customer ?? '';
  await ledger.transaction(async (run) => {
    const caseId = await openCase(run, alert);
    await noteFacts(run, caseId, { step, facts, customer }, now());
    // A decision to restrict is told by what becomes of it, and history is not told at all.
    if (alert.restrictionId !== '' || now() - facts.lastAt > DAY_MS) return;
    await queueNotice(run, {
      audience: 'noc',
      subjectId: caseId,
      cause: `opened:${caseId}`,
      kind: 'opened',
      detail: { severity: facts.severity },
      at: now(),
    });
  });
}

async function noteWaves({ ledger, now }: GatherParts): Promise<void> {
  const opened = await casesSince(ledger, now() - HOUR_MS);
  for (const wave of wavesOf(opened, now())) await noteWave(ledger, wave, now(), hasGrown);
}
