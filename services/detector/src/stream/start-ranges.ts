import { randomUUID } from 'node:crypto';
import { type Producer, startConsumer } from '@sekisho/kafka';
import { caseRulesOf, type RuleSet } from '@sekisho/rules';
import type { Lifetime, Log } from '@sekisho/runtime';
import type { Awaiting } from './awaiting.ts';
import type { RangeCases } from './range-cases.ts';
import { createHeatReader, RangeConsumer } from './range-consumer.ts';
import type { StreamDetector } from './stream-detector.ts';

interface RangesOptions {
  brokers: readonly string[];
  topic: string;
  group: string;
  producer: Producer;
  detector: StreamDetector;
  cases: RangeCases;
  ruleSet: RuleSet;
  awaiting: Awaiting;
  lifetime: Lifetime;
  log: Log;
  onFailure(error: unknown): void;
}

/**
 * What detectors tell each other: this one's part of the range stage, and the heat of all ranges.
 * Resolves to the stage, for rules that are loaded anew.
 */
export async function startRanges(options: RangesOptions): Promise<RangeConsumer> {
  const { brokers, topic, group, producer, detector, cases, awaiting, lifetime } = options;
  const { log, onFailure } = options;
  const clientId = 'sekisho-detector-range';
  const reader = createHeatReader((heat) => detector.takeHeat(heat), log, onFailure);
  // In a group of its own each detector reads all; as it commits nothing, it leaves no trace.
  const alone = `${group}.range-${randomUUID()}`;
  const reading = await awaiting.for('Kafka', () =>
    startConsumer({ brokers, clientId, group: alone, topic: `${topic}.range` }, reader),
  );
  lifetime.add('heat', reading, (open) => open.stop());
  const stage = new RangeConsumer({
    producer,
    topic,
    heats: detector.heats,
    cases,
    caseRules: caseRulesOf(options.ruleSet),
    log,
    onFailure,
  });
  const weighing = await awaiting.for('Kafka', () =>
    startConsumer({ brokers, clientId, group: `${group}.range`, topic: `${topic}.leg` }, stage),
  );
  lifetime.add('ranges', weighing, (open) => {
    stage.end();
    return open.stop();
  });
  return stage;
}
