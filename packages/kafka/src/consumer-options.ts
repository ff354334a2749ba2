import { type Consumer, PartitionAssigners } from 'kafkajs';
import { createClient, type KafkaLog } from './client.ts';
import type { OwnershipClaim } from './ownership-claim.ts';
import { stickyAssigner } from './sticky-assigner.ts';

export interface ConsumerOptions {
  brokers: readonly string[];
  clientId: string;
  group: string;
  topic: string;
  /** How long a member may be silent before the group gives away what it owns. Default 10 s. */
  sessionTimeoutMs?: number;
  /** How long the group waits for a member that is busy when it rebalances. Default 60 s. */
  rebalanceTimeoutMs?: number;
  /** At most so much of a partition is in a batch; never below the size of a producer's batch. */
  maxBytesPerPartition?: number;
  log?: KafkaLog;
}

const SESSION_TIMEOUT_MS = 10_000;
const REBALANCE_TIMEOUT_MS = 60_000;
const MEBIBYTE = 1_048_576;
/** The broker fills an answer in a fixed order: with too little room the last ones would starve. */
const PARTITIONS_PER_FETCH = 48;
/** While a fetch waits at the broker, the library notices nothing. */
const FETCH_WAIT_MS = 250;
/** With it producer and consumer were seen to outlive a broker that was killed and came back. */
const RETRY = { retries: 1000, initialRetryTime: 300, maxRetryTime: 2000 };

/** Beats are frequent: one is awaited after each join, and each can be the first sign of the next. */
export function sessionOf({ sessionTimeoutMs = SESSION_TIMEOUT_MS }: ConsumerOptions) {
  const heartbeatInterval = Math.min(1000, Math.max(50, Math.round(sessionTimeoutMs / 30)));
  return { sessionTimeout: sessionTimeoutMs, heartbeatInterval };
}

export function createLibraryConsumer(
  options: ConsumerOptions,
  claim: OwnershipClaim,
  signal: AbortSignal,
): Consumer {
  const { brokers, clientId, group, topic, log, maxBytesPerPartition = MEBIBYTE } = options;
  return createClient({ brokers, clientId, retry: RETRY, log, signal }).consumer({
    ...sessionOf(options),
    groupId: group,
    // The second for members of before, with which the group falls back on what all of them know.
    partitionAssigners: [stickyAssigner(topic, claim), PartitionAssigners.roundRobin],
    rebalanceTimeout: options.rebalanceTimeoutMs ?? REBALANCE_TIMEOUT_MS,
    maxBytesPerPartition,
    maxBytes: maxBytesPerPartition * PARTITIONS_PER_FETCH,
    maxWaitTimeInMs: FETCH_WAIT_MS,
    allowAutoTopicCreation: false,
    // Given here too: a consumer without its own takes the library's default.
    retry: RETRY,
  });
}
