import type { Metrics } from '@sekisho/runtime';

/** What other figures are held against. */
export interface Settings {
  topicPartitions: number;
  maxPendingBytes: number;
}

/** Each tells the version of rules from now on. */
interface RuleVersions {
  inForce(version: string): void;
  candidate(version: string): void;
}

/** Tells them, and returns what tells the versions of rules. */
export function tellSettings(metrics: Metrics, settings: Settings): RuleVersions {
  const { topicPartitions, maxPendingBytes } = settings;
  metrics.gauge('topic_partitions', 'Partitions of the topic').set(topicPartitions);
  metrics.gauge('pending_limit_bytes', 'Memory that rows may wait in').set(maxPendingBytes);
  const teller = (name: string, help: string) => {
    const gauge = metrics.gauge(name, help, ['version']);
    return (version: string) => {
      gauge.reset();
      gauge.set({ version }, 1);
    };
  };
  return {
    inForce: teller('rules_info', 'The rules in force'),
    candidate: teller('candidate_rules_info', 'The rules that are tried beside them'),
  };
}
