import kafkajs from 'kafkajs';
import { KafkaError, type KafkaErrorCode } from './kafka-error.ts';

// Its error classes are not among the names that Node finds in it.
const { KafkaJSAggregateError, KafkaJSError, KafkaJSProtocolError, KafkaJSTimeout } = kafkajs;

/** The broker's error names, as the library spells them. */
const CODES: Readonly<Record<string, KafkaErrorCode>> = {
  REBALANCE_IN_PROGRESS: 'not-owner',
  ILLEGAL_GENERATION: 'not-owner',
  UNKNOWN_MEMBER_ID: 'not-owner',
  FENCED_INSTANCE_ID: 'not-owner',
  MESSAGE_TOO_LARGE: 'too-large',
  RECORD_LIST_TOO_LARGE: 'too-large',
  UNKNOWN_TOPIC_OR_PARTITION: 'topic-missing',
  NOT_COORDINATOR_FOR_GROUP: 'unreachable',
};

/** A failure of the library in this package's terms. Its own message is kept, and it as the cause. */
export function kafkaErrorOf(error: unknown): KafkaError {
  if (error instanceof KafkaError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new KafkaError(codeOf(error), message, error);
}

/** Whether the coordinator said that this member is not, or not for long, in the group. */
export function isOwnershipLost(error: unknown): boolean {
  return codeOf(error) === 'not-owner';
}

function codeOf(error: unknown): KafkaErrorCode {
  const reasons = [...chainOf(error)];
  const named = reasons.find((reason) => reason instanceof KafkaJSProtocolError);
  const known = named === undefined ? undefined : CODES[named.type];
  if (known !== undefined) return known;
  return reasons.some(isPassing) ? 'unreachable' : 'failed';
}

// A retry that gave up is marked as final itself; what it gave up on is its cause.
function isPassing(reason: Error): boolean {
  return (reason instanceof KafkaJSError && reason.retriable) || reason instanceof KafkaJSTimeout;
}

function* chainOf(error: unknown): Generator<Error> {
  for (let reason = error; reason instanceof Error; reason = reason.cause) {
    yield reason;
    if (!(reason instanceof KafkaJSAggregateError)) continue;
    for (const part of reason.errors) yield* chainOf(part);
  }
}
