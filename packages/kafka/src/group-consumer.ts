import type { EachBatchPayload, Consumer as LibraryConsumer } from 'kafkajs';
import { assign } from './assigning.ts';
import { Change } from './change.ts';
import type { Consumer } from './consumer.ts';
import { type ConsumerOptions, createLibraryConsumer, sessionOf } from './consumer-options.ts';
import { Continuity } from './continuity.ts';
import { Delivery } from './delivery.ts';
import type { ConsumerHandlers } from './handlers.ts';
import { KafkaError } from './kafka-error.ts';
import { isOwnershipLost, kafkaErrorOf } from './library-error.ts';
import { listen } from './library-events.ts';
import { committedOffsets } from './offsets.ts';
import { type Grant, Ownership } from './ownership.ts';
import { OwnershipClaim } from './ownership-claim.ts';
import { Positions } from './positions.ts';
import { Turns } from './turns.ts';
import { within } from './within.ts';

/** A broker that is gone needs no farewell. */
const LEAVE_WITHIN_MS = 5000;
const COMMIT_WITHIN_MS = 10_000;

/** Holds the parts together: the library's events go in, the handlers' calls come out. */
export class GroupConsumer implements Consumer {
  readonly #options: ConsumerOptions;
  readonly #handlers: ConsumerHandlers;
  readonly #library: LibraryConsumer;
  readonly #abandon = new AbortController();
  readonly #turns = new Turns();
  readonly #change = new Change();
  readonly #positions = new Positions();
  readonly #continuity = new Continuity();
  readonly #claim: OwnershipClaim;
  readonly #ownership: Ownership;
  readonly #delivery: Delivery;
  #commit: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
  #clock: NodeJS.Timeout | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: ConsumerOptions, handlers: ConsumerHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#claim = new OwnershipClaim(options.topic);
    this.#library = createLibraryConsumer(options, this.#claim, this.#abandon.signal);
    this.#ownership = new Ownership(sessionOf(options).sessionTimeout, {
      onGrant: (grant) => void this.#assign(grant),
      onLoss: () => this.#revoke(),
    });
    this.#delivery = new Delivery({
      ownership: this.#ownership,
      positions: this.#positions,
      turns: this.#turns,
      change: this.#change,
      onBatch: (batch) => handlers.onBatch(batch),
      seek: (partition, offset) =>
        this.#library.seek({ topic: options.topic, partition, offset: String(offset) }),
      onFailure: (error) => this.#fail(error),
    });
  }

  get isConnected(): boolean {
    return this.#ownership.isAlive(performance.now());
  }

  async start(): Promise<void> {
    const { topic } = this.#options;
    listen(this.#library, topic, {
      onJoin: (memberId, partitions) => this.#joined(memberId, partitions),
      onBeat: (memberId, generation) => this.#beaten(memberId, generation),
      onLeaving: () => this.#ownership.lose(),
      onPassedOver: (partition, from, next) => this.#positions.passOver(partition, from, next),
      onCrash: (error) => this.#fail(error),
    });
    try {
      await this.#library.connect();
      await this.#library.subscribe({ topic, fromBeginning: true });
    } catch (error) {
      this.#abandon.abort();
      await this.#library.disconnect();
      throw kafkaErrorOf(error);
    }
    this.#clock = setInterval(() => this.#tick(), sessionOf(this.#options).heartbeatInterval);
    this.#run().catch((error: unknown) => this.#fail(error));
  }

  async commit(next: ReadonlyMap<number, number>): Promise<void> {
    if (next.size === 0) return;
    const { grant } = this.#ownership;
    if (!grant?.isTold || this.#commit === undefined) throw notOwner();
    // The broker itself would take a commit of what another member owns.
    if (![...next.keys()].every((one) => grant.partitions.includes(one))) throw notOwner();
    const partitions = [...next].map(([partition, offset]) => ({ partition, offset: `${offset}` }));
    const topics = [{ topic: this.#options.topic, partitions }];
    try {
      await within(COMMIT_WITHIN_MS, this.#commit({ topics }), 'the commit was not answered');
    } catch (error) {
      // The answer may come after the next join, which it does not concern.
      const isCurrent = this.#ownership.isCurrent(grant);
      if (isCurrent && isOwnershipLost(error)) this.#delivery.rejoin(error);
      throw kafkaErrorOf(error);
    }
  }

  pause(): void {
    this.#delivery.isPaused = true;
  }

  resume(): void {
    this.#delivery.isPaused = false;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  #run(): Promise<void> {
    return this.#library.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 1,
      eachBatch: (payload) => {
        this.#commit = payload.commitOffsetsIfNecessary;
        return this.#delivery.take(payload);
      },
    });
  }

  #joined(memberId: string, partitions: readonly number[]): void {
    this.#ownership.joined(memberId, partitions, performance.now());
    this.#continuity.joined(memberId, partitions);
    this.#claim.joined(memberId, partitions);
    this.#delivery.joined();
  }

  #beaten(memberId: string, generation: number): void {
    this.#claim.beat(memberId, generation);
    this.#ownership.beat(memberId, generation, performance.now());
  }

  #assign(grant: Grant): Promise<void> {
    const { brokers, group, topic, log } = this.#options;
    return assign(grant, {
      ownership: this.#ownership,
      continuity: this.#continuity,
      positions: this.#positions,
      turns: this.#turns,
      change: this.#change,
      readCommitted: () => committedOffsets(brokers, group, topic),
      onAssign: (assignment) => this.#handlers.onAssign(assignment),
      onRetry: ({ message }) => log?.('warn', `committed offsets cannot be read: ${message}`),
    }).catch((error: unknown) => this.#fail(error));
  }

  // It is called from within the library, whose state a failure there would upset.
  #revoke(): void {
    try {
      this.#handlers.onRevoke();
    } catch (error) {
      this.#fail(error);
    }
  }

  #tick(): void {
    this.#ownership.check(performance.now());
    void this.#delivery.beat();
  }

  #fail(error: unknown): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = this.#stop();
    this.#ownership.lose();
    this.#handlers.onFailure(kafkaErrorOf(error));
  }

  async #stop(): Promise<void> {
    this.#delivery.stop();
    // A take-over may last for minutes, and nothing of it is of use any more.
    if (!this.#ownership.grant?.isReady) this.#ownership.lose();
    await this.#turns.idle();
    this.#abandon.abort();
    this.#ownership.leave();
    await within(LEAVE_WITHIN_MS, this.#library.disconnect(), 'the group was not left in time')
      .catch((error: unknown) => this.#options.log?.('warn', kafkaErrorOf(error).message))
      .finally(() => clearInterval(this.#clock));
  }
}

function notOwner(): KafkaError {
  return new KafkaError('not-owner', 'these partitions are not this member’s now');
}
