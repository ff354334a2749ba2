import type { Engine } from '@sekisho/clickhouse';
import { giveVerdict, type Ledger, LedgerError, verdictsOf } from '@sekisho/ledger';
import { UsageError } from '../usage-error.ts';
import { readJudged } from './judged-alerts.ts';
import { noteDenied } from './note-denied.ts';
import type { JudgedAlert, JudgedAlerts, Operations } from './operations.ts';

export type VerdictOperations = Pick<Operations, 'verdict' | 'verdicts' | 'judgedAlerts'>;

export interface VerdictParts {
  ledger: Ledger;
  /** Opens the store; `undefined` where nobody has said which. */
  engine: (() => Promise<Engine>) | undefined;
  /** Called when a person has judged an alert. */
  onVerdict(): Promise<void>;
  /** Epoch ms. */
  now(): number;
}

/** What persons answer to alerts. */
export function createVerdictOperations(parts: VerdictParts): VerdictOperations {
  const { ledger, engine, onVerdict, now } = parts;
  return {
    verdict: async (request) => {
      const { alertId: subject, by, reason } = request;
      const asked = { operation: 'verdict', subject, by, reason, now: now() };
      if (engine !== undefined) {
        const store = await engine();
        await noteDenied(ledger, asked, () => requireAlert(store, subject));
      }
      const given = await giveVerdict(ledger, { ...request, now: now() });
      await onVerdict();
      return given;
    },
    verdicts: (of) => verdictsOf(ledger, of),
    judgedAlerts: async () => {
      if (engine === undefined) {
        throw new UsageError('calls and times of alerts are in ClickHouse; set CLICKHOUSE_URL too');
      }
      return judgedAlerts(ledger, await engine());
    },
  };
}

// What only a candidate found may be judged too: whether it was right hangs on that.
async function requireAlert(engine: Engine, alertId: string): Promise<void> {
  const found = await engine.query(
    `select 1 from alert_version where alert_id = {alertId:String} limit 1
     union all select 1 from candidate_version where alert_id = {alertId:String} limit 1`,
    { alertId },
  );
  if (found.length > 0) return;
  throw new LedgerError('unknown-alert', `there is no alert ${alertId}; see view alert`);
}

async function judgedAlerts(ledger: Ledger, engine: Engine): Promise<JudgedAlerts> {
  const verdicts = (await verdictsOf(ledger, 'newest')).filter(
    ({ verdict }) => verdict !== 'unsure',
  );
  const found = await readJudged(
    engine,
    verdicts.map(({ alertId }) => alertId),
  );
  const alerts = verdicts.toReversed().flatMap(({ alertId, verdict }): JudgedAlert[] => {
    const alert = found.get(alertId);
    if (alert === undefined || verdict === 'unsure') return [];
    return [{ alertId, verdict, ...alert }];
  });
  return { alerts, lacking: verdicts.length - alerts.length };
}
