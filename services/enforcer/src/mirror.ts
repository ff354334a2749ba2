import { createRowEncoder, type Engine, type RowEncoder } from '@sekisho/clickhouse';
import {
  countUnmirrored,
  type Ledger,
  markMirrored,
  type UnmirroredTransition,
  unmirroredTransitions,
} from '@sekisho/ledger';
import type { EnforcerMetrics } from './enforcer-metrics.ts';
import { type EventRow, eventRow } from './event-row.ts';

const BATCH = 500;

export interface MirrorParts {
  ledger: Ledger;
  metrics: Pick<EnforcerMetrics, 'mirrorBacklog'>;
  now(): number;
}

/**
 * Writes the ledger's transitions into ClickHouse until none is left. What is written twice, after
 * a crash or by two enforcers, is one row there.
 */
export function createMirror({
  ledger,
  metrics,
  now,
}: MirrorParts): (engine: Engine) => Promise<void> {
  let encoder: RowEncoder<EventRow> | undefined;

  async function insert(engine: Engine, transitions: readonly UnmirroredTransition[]) {
    encoder ??= await createRowEncoder<EventRow>(engine, 'restriction_event');
    try {
      for (const transition of transitions) encoder.append(eventRow(transition, now()));
      await engine.insertRowBinary(encoder.table, encoder.columns, encoder.take());
    } catch (error) {
      // Rows of a batch that failed half way would pile up in it.
      encoder = undefined;
      throw error;
    }
  }

  return async function mirror(engine) {
    metrics.mirrorBacklog(await countUnmirrored(ledger));
    for (;;) {
      const transitions = await unmirroredTransitions(ledger, BATCH);
      if (transitions.length === 0) break;
      await insert(engine, transitions);
      await markMirrored(ledger, transitions, now());
    }
    metrics.mirrorBacklog(0);
  };
}
