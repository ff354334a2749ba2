import type { Metrics } from '@sekisho/runtime';

/** What other figures are held against. */
export interface Settings {
  topicPartitions: number;
  maxPendingBytes: number;
}

/** Tells them, and returns what tells the version of the rules in force. */
export function tellSettings(metrics: Metrics, settings: Settings): (version: string) => void {
  const { topicPartitions, maxPendingBytes } = settings;
  metrics.gauge('topic_partitions', 'Partitions of the topic').set(topicPartitions);
  metrics.gauge('pending_limit_bytes', 'Memory that rows may wait in').set(maxPendingBytes);
  const rules = metrics.gauge('rules_info', 'The rules in force', ['version']);
  return (version) => {
    rules.reset();
    rules.set({ version }, 1);
  };
}
