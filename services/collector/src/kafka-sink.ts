import { KafkaError, type OutgoingMessage, type Producer } from '@sekisho/kafka';
import type { KeyedRecord, OutgoingBatch, RecordSink, RefusedRecord } from './record-sink.ts';
import { SinkError } from './sink-error.ts';

/** A broker takes messages of up to 1 MiB, unless told otherwise. */
const MOST_REJECT_BYTES = 900_000;

/**
 * Writes records to `topic` and what cannot be used to `<topic>.rejected`, with the headers
 * `reason`, `field`, `origin`. A rejected record too large for any broker is cut, and its full
 * length is told in the header `bytes`.
 */
export function createKafkaSink(producer: Producer, topic: string): RecordSink {
  return {
    async write({ accepted, refused }: OutgoingBatch) {
      try {
        await producer.send(topic, accepted.map(recordMessage));
        await producer.send(`${topic}.rejected`, refused.map(rejectMessage));
      } catch (cause) {
        const isGone = cause instanceof KafkaError && cause.code === 'unreachable';
        throw new SinkError(isGone ? 'unreachable' : 'failed', cause);
      }
    },
  };
}

function recordMessage({ key, value }: KeyedRecord): OutgoingMessage {
  return { key, value };
}

function rejectMessage({ raw, reason, field, origin }: RefusedRecord): OutgoingMessage {
  const isCut = raw.length > MOST_REJECT_BYTES;
  return {
    key: null,
    value: isCut ? raw.subarray(0, MOST_REJECT_BYTES) : raw,
    headers: {
      reason,
      ...(field === null ? {} : { field }),
      origin,
      ...(isCut ? { bytes: String(raw.length) } : {}),
    },
  };
}
