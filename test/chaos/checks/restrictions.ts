import type { Engine } from '@sekisho/clickhouse';
import type { Ledger } from '@sekisho/ledger';
import type { Switch } from '../switch.ts';
import type { AlertRow } from './alerts.ts';
import type { Differences } from './differences.ts';

interface LedgerRow {
  restrictionId: string;
  alertId: string;
  subscriber: string;
  state: string;
  /** Epoch ms. */
  until: number;
  problem: string | null;
}

interface ViewRow {
  restrictionId: string;
  state: string;
  until: string;
}

const LIVE = new Set(['applying', 'applied', 'releasing']);

/** What was decided is in the ledger, in the view and at the switch: the same, and once. */
export async function checkRestrictions(
  { engine, ledger, lineSwitch }: { engine: Engine; ledger: Ledger; lineSwitch: Switch },
  alerts: readonly AlertRow[],
  found: Differences,
): Promise<void> {
  const rows = await ledger.run<LedgerRow>('select * from restriction');
  checkLedger(rows, alerts, found);
  checkSwitch(rows, lineSwitch, found);
  await checkView(engine, rows, found);
  const decided = await engine.query<{ id: string }>(
    `select distinct restriction_id as id from alert_version where restriction_id != ''`,
  );
  const known = new Set(rows.map(({ restrictionId }) => restrictionId));
  for (const { id } of decided) if (!known.has(id)) found.note('decisions that were lost', id);
  const applied = rows.filter(({ state }) => state === 'applied').length;
  found.counted(`${rows.length} restrictions, ${applied} applied, ${decided.length} decided`);
}

function checkLedger(
  rows: readonly LedgerRow[],
  alerts: readonly AlertRow[],
  found: Differences,
): void {
  const byAlert = Map.groupBy(rows, ({ alertId }) => alertId);
  for (const { alertId, subscriber, restrictionId } of alerts) {
    const own = byAlert.get(alertId) ?? [];
    const isRight = own.length === 1 && own[0]?.restrictionId === restrictionId;
    if (!isRight)
      found.note('alerts without their one restriction', `${subscriber}: ${shown(own)}`);
    byAlert.delete(alertId);
  }
  for (const own of byAlert.values()) found.note('restrictions without an alert', shown(own));
  for (const row of rows) {
    const asItShould = row.until > Date.now() ? 'applied' : 'expired';
    if (row.state !== asItShould)
      found.note(`restrictions that are not ${asItShould}`, shown([row]));
  }
  const live = rows.filter(({ state }) => LIVE.has(state));
  for (const [subscriber, own] of Map.groupBy(live, (row) => row.subscriber)) {
    if (own.length > 1) found.note('lines restricted twice', `${subscriber}: ${shown(own)}`);
  }
}

function checkSwitch(
  rows: readonly LedgerRow[],
  { barred, faults }: Switch,
  found: Differences,
): void {
  const left = new Map(barred);
  for (const { restrictionId, subscriber, state, until } of rows) {
    if (state !== 'applied') continue;
    const held = left.get(restrictionId);
    left.delete(restrictionId);
    if (held?.subscriber !== subscriber || held.until !== until)
      found.note(
        'barred otherwise than the ledger says',
        `${restrictionId} ${JSON.stringify(held)}`,
      );
  }
  for (const [key, held] of left)
    found.note('barred unknown to the ledger', `${key} ${held.subscriber}`);
  for (const fault of faults) found.note('what no enforcer should ask', fault);
}

async function checkView(
  engine: Engine,
  rows: readonly LedgerRow[],
  found: Differences,
): Promise<void> {
  const view = await engine.query<ViewRow>(
    `select restriction_id as restrictionId, state, toUnixTimestamp64Milli(until) as until
      from restriction`,
  );
  const byId = new Map(view.map((row) => [row.restrictionId, row]));
  for (const row of rows) {
    const seen = byId.get(row.restrictionId);
    if (seen?.state !== row.state || Number(seen.until) !== row.until)
      found.note('the view differs from the ledger', `${shown([row])}: ${JSON.stringify(seen)}`);
  }
  if (view.length !== rows.length)
    found.note('the view differs from the ledger', `${view.length} rows, not ${rows.length}`);
}

function shown(rows: readonly LedgerRow[]): string {
  return (
    rows.map((row) => `${row.restrictionId} ${row.state} ${row.problem ?? ''}`).join(', ') || 'none'
  );
}
