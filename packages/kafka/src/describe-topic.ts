import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { KafkaError } from './kafka-error.ts';
import { metadataRequest, readMetadata, type TopicMetadata } from './metadata-request.ts';

/** A broker that does not answer in this time is passed over. */
const BROKER_TIMEOUT_MS = 3000;
const UNKNOWN_TOPIC = 3;

/**
 * The topic as the first broker that answers has it. The id is another one when a topic was deleted
 * and made anew under its name, which its offsets alone do not show.
 * @throws KafkaError `topic-missing`, `unreachable`
 */
export async function describeTopic(
  brokers: readonly string[],
  topic: string,
): Promise<{ topicId: string; partitions: number }> {
  const { error, topicId, partitions } = await firstAnswer(brokers, topic);
  if (error === UNKNOWN_TOPIC) throw new KafkaError('topic-missing', `there is no topic ${topic}`);
  // A partition without a leader counts all the same; only the topic as a whole may lack.
  if (partitions > 0) return { topicId, partitions };
  throw new KafkaError('unreachable', `topic ${topic} is not available: Kafka's error ${error}`);
}

async function firstAnswer(brokers: readonly string[], topic: string): Promise<TopicMetadata> {
  const failures: unknown[] = [];
  for (const broker of brokers) {
    try {
      return await ask(broker, topic);
    } catch (error) {
      failures.push(error);
    }
  }
  const cause = new AggregateError(failures);
  throw new KafkaError('unreachable', `no broker of ${brokers.join(', ')} answered`, cause);
}

// The library knows no version of this request that tells the id.
async function ask(broker: string, topic: string): Promise<TopicMetadata> {
  const colon = broker.lastIndexOf(':');
  const socket = connect({ host: broker.slice(0, colon), port: Number(broker.slice(colon + 1)) });
  try {
    const signal = AbortSignal.timeout(BROKER_TIMEOUT_MS);
    await once(socket, 'connect', { signal });
    socket.write(metadataRequest(topic, 'sekisho'));
    const found = readMetadata(await readFrame(socket, signal)).find(({ name }) => name === topic);
    if (found === undefined) throw new KafkaError('failed', `${broker} left ${topic} out`);
    return found;
  } finally {
    socket.destroy();
  }
}

async function readFrame(socket: Socket, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  signal.addEventListener('abort', () => socket.destroy(signal.reason));
  for await (const chunk of socket) {
    chunks.push(chunk);
    const received = Buffer.concat(chunks);
    if (received.length < 4) continue;
    const length = received.readInt32BE(0);
    if (received.length >= 4 + length) return received.subarray(4, 4 + length);
  }
  throw new KafkaError('unreachable', 'the broker closed the connection');
}
