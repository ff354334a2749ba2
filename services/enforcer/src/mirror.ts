import type { Engine, VerdictRow } from '@sekisho/clickhouse';
import {
  countUnmirrored,
  countUnmirroredDestinations,
  countUnmirroredVerdicts,
  type Ledger,
  markDestinationsMirrored,
  markMirrored,
  markVerdictsMirrored,
  type UnmirroredTransition,
  unmirroredDestinations,
  unmirroredTransitions,
  unmirroredVerdicts,
  type Verdict,
} from '@sekisho/ledger';
import type { EnforcerMetrics } from './enforcer-metrics.ts';
import { type EventRow, eventRow } from './event-row.ts';
import { createCopy, type MirroredTable } from './mirrored-table.ts';
import { verdictRow } from './verdict-row.ts';

export interface MirrorParts {
  ledger: Ledger;
  metrics: Pick<EnforcerMetrics, 'mirrorBacklog'>;
  now(): number;
}

const TRANSITIONS: MirroredTable<UnmirroredTransition, EventRow> = {
  table: 'restriction_event',
  count: countUnmirrored,
  oldest: unmirroredTransitions,
  rowOf: eventRow,
  mark: markMirrored,
};

const DESTINATIONS: MirroredTable<UnmirroredTransition, EventRow> = {
  table: 'restriction_event',
  count: countUnmirroredDestinations,
  oldest: unmirroredDestinations,
  rowOf: eventRow,
  mark: markDestinationsMirrored,
};

const VERDICTS: MirroredTable<Verdict, VerdictRow> = {
  table: 'verdict_event',
  count: countUnmirroredVerdicts,
  oldest: unmirroredVerdicts,
  rowOf: verdictRow,
  mark: markVerdictsMirrored,
};

/**
 * Writes the ledger's transitions and verdicts into ClickHouse until none is left. What is written
 * twice, after a crash or by two enforcers, is one row there.
 */
export function createMirror({
  ledger,
  metrics,
  now,
}: MirrorParts): (engine: Engine) => Promise<void> {
  const copyTransitions = createCopy(TRANSITIONS, ledger, now);
  const copyDestinations = createCopy(DESTINATIONS, ledger, now);
  const copyVerdicts = createCopy(VERDICTS, ledger, now);
  return async function mirror(engine) {
    const tables = [TRANSITIONS, DESTINATIONS, VERDICTS];
    const counts = await Promise.all(tables.map(({ count }) => count(ledger)));
    metrics.mirrorBacklog(counts.reduce((sum, count) => sum + count, 0));
    await copyTransitions(engine);
    await copyDestinations(engine);
    await copyVerdicts(engine);
    metrics.mirrorBacklog(0);
  };
}
