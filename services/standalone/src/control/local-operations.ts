import type { Engine } from '@sekisho/clickhouse';
import type { Target } from '@sekisho/enforcer';
import { type Ledger, LedgerError, openHolds, restrictionsOf } from '@sekisho/ledger';
import { TOPIC } from '../start/feed.ts';
import { createCaseOperations } from './case-operations.ts';
import { createDestinationOperations } from './destination-operations.ts';
import { createLedgerOperations, DAY_MS } from './ledger-operations.ts';
import type { Operations, ProcessStatus, Status } from './operations.ts';
import { createVerdictOperations } from './verdict-operations.ts';

export interface LocalParts {
  ledger: Ledger;
  engine: Engine;
  /** What bars lines; nothing where no process does. */
  target?: Target;
  /** Records that are taken in and not yet detected. */
  waiting(): number;
  process(): ProcessStatus | null;
  /** Called when a person has changed what is to be barred. */
  onChange(): void;
  /** Called when a person has judged an alert. */
  onVerdict(): Promise<void>;
  /** Epoch ms. */
  now(): number;
}

/** The operations on what this process itself has open. */
export function createLocalOperations(parts: LocalParts): Operations {
  const { target } = parts;
  const ask = target === undefined ? undefined : () => target;
  const engine = () => Promise.resolve(parts.engine);
  return {
    ...createLedgerOperations(parts.ledger, parts.onChange, parts.now, ask),
    ...createCaseOperations(parts),
    ...createVerdictOperations({ ...parts, engine }),
    ...createDestinationOperations({ ...parts, engine, target: ask }),
    status: () => statusOf(parts),
  };
}

async function statusOf({ ledger, engine, waiting, process, now }: LocalParts): Promise<Status> {
  const told = await ledgerStatus(ledger, now()).catch((error: unknown) => {
    if (!(error instanceof LedgerError)) throw error;
    return { restrictions: {}, holds: [], ledgerProblem: error.message };
  });
  return {
    process: process(),
    records: { ...(await recordsOf(engine)), waiting: waiting() },
    alerts: await alertsOf(engine, now() - DAY_MS),
    ...told,
  };
}

async function ledgerStatus(ledger: Ledger, now: number) {
  const [holds, listed] = await Promise.all([
    openHolds(ledger),
    restrictionsOf(ledger, 'all', now - DAY_MS),
  ]);
  const restrictions: Record<string, number> = {};
  for (const { state } of listed) restrictions[state] = (restrictions[state] ?? 0) + 1;
  return { restrictions, holds, ledgerProblem: null };
}

async function recordsOf(engine: Engine) {
  const [row] = await engine.query<{ stored: string; newestAt: string }>(
    'select toString(count()) as stored, toString(toUnixTimestamp64Milli(max(at))) as newestAt from cdr',
  );
  const stored = Number(row?.stored ?? 0);
  return { stored, newestAt: stored === 0 ? null : Number(row?.newestAt) };
}

async function alertsOf(engine: Engine, since: number) {
  const [row] = await engine.query<{ open: string; openedInADay: string }>(
    `select toString(countIf(closed_at is null)) as open,
            toString(countIf(opened_at >= fromUnixTimestamp64Milli({since:Int64}))) as openedInADay
       from alert where alert_id in (select alert_id from alert_version where topic = {topic:String})`,
    { since, topic: TOPIC },
  );
  return { open: Number(row?.open ?? 0), openedInADay: Number(row?.openedInADay ?? 0) };
}
