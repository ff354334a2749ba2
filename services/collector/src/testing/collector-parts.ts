import { createDirectory } from '@sekisho/ledger';
import { loadNumbering } from '@sekisho/reference';
import { createLog, createMetrics, HealthChecks } from '@sekisho/runtime';
import type { CollectorOptions } from '../collector.ts';
import { MemorySink } from './memory-sink.ts';

export const TOKEN = 'a-token-for-tests';
export const NOW = Date.parse('2026-01-05T10:00:00Z');

const numbering = loadNumbering();

/** All that a collector needs, with a sink in memory, and what a test wants different. */
export function collectorParts(overrides: Partial<CollectorOptions> = {}) {
  const sink = new MemorySink();
  const options: CollectorOptions = {
    sink,
    numbering,
    directory: createDirectory([]),
    tokens: [TOKEN],
    limits: { maxBodyBytes: 1_048_576, maxPendingBytes: 2_097_152, answerWithinMs: 1000 },
    health: new HealthChecks('collector'),
    metrics: createMetrics('collector'),
    log: createLog('collector', 'silent'),
    now: () => NOW,
    ...overrides,
  };
  return { sink, options };
}
