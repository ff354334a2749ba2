import { setTimeout as pause } from 'node:timers/promises';
import type { KafkaError } from './kafka-error.ts';
import { kafkaErrorOf } from './library-error.ts';
import type { Piece } from './sending.ts';

type Write = (topic: string, pieces: readonly Piece[]) => Promise<void>;

/** All of it may lie in one record batch, whose limit is Kafka's: 1 MiB unless a topic has another. */
const REQUEST_BYTES = 900 * 1024;
const RETRY_AFTER_MS = 200;
/** A broker that has just come up may not know its topics yet. */
const TOPIC_GRACE_MS = 3000;

/**
 * What is to be written to one topic. One request at a time, or a retry could overtake what came
 * before it; what waits meanwhile goes together into the next one.
 */
export class SendQueue {
  readonly #topic: string;
  readonly #write: Write;
  #waiting: Piece[] = [];
  #running: Promise<void> | undefined;

  constructor(topic: string, write: Write) {
    this.#topic = topic;
    this.#write = write;
  }

  add(pieces: readonly Piece[]): void {
    this.#waiting.push(...pieces);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let next = this.#take(); next.length > 0; next = this.#take()) await this.#send(next);
  }

  #take(): Piece[] {
    const waiting = this.#waiting.filter(({ sending }) => !sending.isOver);
    let bytes = 0;
    const end = waiting.findIndex((piece, at) => {
      bytes += piece.bytes;
      return at > 0 && bytes > REQUEST_BYTES;
    });
    const count = end < 0 ? waiting.length : end;
    this.#waiting = waiting.slice(count);
    return waiting.slice(0, count);
  }

  async #send(pieces: readonly Piece[]): Promise<void> {
    const since = performance.now();
    for (;;) {
      const wanted = pieces.filter(({ sending }) => !sending.isOver);
      if (wanted.length === 0) return;
      const error = await this.#try(wanted);
      if (error === undefined) return;
      if (isPassing(error, performance.now() - since)) await pause(RETRY_AFTER_MS);
      else if (wanted.length > 1) return this.#sendEach(wanted);
      else return wanted[0]!.sending.fail(error);
    }
  }

  // One bad message must not take along what happened to be sent with it.
  async #sendEach(pieces: readonly Piece[]): Promise<void> {
    for (const piece of pieces) await this.#send([piece]);
  }

  async #try(pieces: readonly Piece[]): Promise<KafkaError | undefined> {
    try {
      await this.#write(this.#topic, pieces);
    } catch (error) {
      const reason = kafkaErrorOf(error);
      for (const { sending } of pieces) sending.note(reason);
      return reason;
    }
    for (const { sending } of pieces) sending.pieceDone();
    return undefined;
  }
}

function isPassing({ code }: KafkaError, elapsedMs: number): boolean {
  return code === 'unreachable' || (code === 'topic-missing' && elapsedMs < TOPIC_GRACE_MS);
}
