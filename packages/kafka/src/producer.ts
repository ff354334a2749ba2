import { type Producer as LibraryProducer, Partitioners } from 'kafkajs';
import { createClient, type KafkaLog } from './client.ts';
import { KafkaError } from './kafka-error.ts';
import { kafkaErrorOf } from './library-error.ts';
import { SendQueue } from './send-queue.ts';
import { type OutgoingMessage, type Piece, Sending } from './sending.ts';
import { within } from './within.ts';

export interface ProducerOptions {
  brokers: readonly string[];
  clientId: string;
  /** How long a message may take to be written. Default 30 s. */
  timeoutMs?: number;
  log?: KafkaLog;
}

export interface Producer {
  /**
   * Resolves when all in-sync replicas have them. Messages of one key stay in the order sent, over
   * calls too. At least once: after a failure some of them may be written, or be written yet.
   * @throws KafkaError `unreachable` after the time given to the producer, `too-large`,
   * `topic-missing`
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  /** Waits a while for what is still to be sent. */
  stop(): Promise<void>;
}

const TIMEOUT_MS = 30_000;
const STOP_WITHIN_MS = 5000;
/** Short: the queue tries again itself, as long as somebody waits. */
const RETRY = { retries: 2, initialRetryTime: 100, maxRetryTime: 500 };

/** @throws KafkaError `unreachable` */
export async function startProducer(options: ProducerOptions): Promise<Producer> {
  const { brokers, clientId, log, timeoutMs = TIMEOUT_MS } = options;
  const abandon = new AbortController();
  const client = createClient({ brokers, clientId, retry: RETRY, log, signal: abandon.signal });
  const library = client.producer({
    // Java's, so that producers in any language agree on a key's partition.
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
  });
  try {
    await library.connect();
  } catch (error) {
    abandon.abort();
    await library.disconnect();
    throw kafkaErrorOf(error);
  }
  return new QueueingProducer(library, timeoutMs, abandon);
}

class QueueingProducer implements Producer {
  readonly #library: LibraryProducer;
  readonly #timeoutMs: number;
  readonly #abandon: AbortController;
  readonly #queues = new Map<string, SendQueue>();
  readonly #open = new Set<Sending>();
  #stopped: Promise<void> | undefined;

  constructor(library: LibraryProducer, timeoutMs: number, abandon: AbortController) {
    this.#library = library;
    this.#timeoutMs = timeoutMs;
    this.#abandon = abandon;
  }

  async send(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    if (this.#stopped !== undefined) throw new KafkaError('failed', 'the producer has stopped');
    if (messages.length === 0) return;
    const sending = new Sending(this.#timeoutMs);
    this.#open.add(sending);
    this.#queueOf(topic).add(sending.split(messages));
    await sending.outcome.finally(() => this.#open.delete(sending));
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const idle = Promise.all([...this.#queues.values()].map((queue) => queue.idle()));
    const error = new KafkaError('unreachable', 'the producer stopped before it was sent');
    await within(STOP_WITHIN_MS, idle, error.message).catch(() => {
      for (const sending of this.#open) sending.fail(error);
    });
    this.#abandon.abort();
    await this.#library.disconnect();
  }

  #queueOf(topic: string): SendQueue {
    const known = this.#queues.get(topic);
    if (known !== undefined) return known;
    const queue = new SendQueue(topic, (...request) => this.#write(...request));
    this.#queues.set(topic, queue);
    return queue;
  }

  async #write(topic: string, pieces: readonly Piece[]): Promise<void> {
    const messages = pieces.flatMap((piece) => piece.messages);
    await this.#library.send({ topic, messages, acks: -1 });
  }
}
