import type { EachBatchPayload } from 'kafkajs';
import type { Change } from './change.ts';
import { isOwnershipLost } from './library-error.ts';
import type { Grant, Ownership } from './ownership.ts';
import type { Positions } from './positions.ts';
import { batchOf, fetchedOffset, type TopicBatch } from './records.ts';
import type { Turns } from './turns.ts';

interface DeliveryParts {
  ownership: Ownership;
  positions: Positions;
  turns: Turns;
  change: Change;
  onBatch(batch: TopicBatch): Promise<void>;
  /** Fetches a partition again from that offset. */
  seek(partition: number, offset: number): void;
  onFailure(error: unknown): void;
}

type Payload = Pick<EachBatchPayload, 'batch' | 'heartbeat' | 'resolveOffset'>;

/** Hands the library's batches on, when and as far as they are this member's. */
export class Delivery {
  readonly #parts: DeliveryParts;
  #inHand: Payload | undefined;
  #isBusy = false;
  #isPaused = false;
  #isStopped = false;
  /** What the library must be told when it gets the control back. */
  #trouble: unknown;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** Resolves when the library may go on; rejects with what it must react to, such as a rebalance. */
  async take(payload: Payload): Promise<void> {
    this.#inHand = payload;
    try {
      const grant = await this.#leave();
      if (grant !== undefined) await this.#hand(grant, payload);
    } finally {
      this.#inHand = undefined;
    }
  }

  /** The library sends no heartbeat while a batch is in hand, so this does. */
  async beat(): Promise<void> {
    const payload = this.#inHand;
    if (payload === undefined || this.#trouble !== undefined) return;
    try {
      await payload.heartbeat();
    } catch (error) {
      this.#noteMissedBeat(error);
    }
  }

  /** Makes the library join again as soon as it gets the control back. */
  rejoin(error: unknown): void {
    this.#trouble = error;
    this.#parts.ownership.lose();
    this.#parts.change.happened();
  }

  joined(): void {
    this.#trouble = undefined;
  }

  set isPaused(isPaused: boolean) {
    this.#isPaused = isPaused;
    this.#parts.change.happened();
  }

  stop(): void {
    this.#isStopped = true;
    this.#parts.change.happened();
  }

  /** Waits until a batch may be delivered; never longer than the consumer runs. */
  async #leave(): Promise<Grant | undefined> {
    while (!this.#isStopped) {
      if (this.#trouble !== undefined) throw this.#takeTrouble();
      const { grant } = this.#parts.ownership;
      if (grant?.isReady && !this.#isPaused) return grant;
      await this.#parts.change.next;
    }
    return undefined;
  }

  async #hand(grant: Grant, { batch, resolveOffset }: Payload): Promise<void> {
    const { positions, ownership, seek } = this.#parts;
    const { partition } = batch;
    if (!positions.fits(partition, fetchedOffset(batch))) {
      const next = positions.seek(partition);
      if (next !== undefined) seek(partition, next);
      return;
    }
    const isTaken = await this.#tryBatch(grant, batchOf(batch));
    if (this.#trouble !== undefined) throw this.#takeTrouble();
    if (!isTaken || !ownership.isCurrent(grant)) return;
    resolveOffset(batch.lastOffset());
    positions.advance(partition, Number(batch.lastOffset()) + 1);
  }

  async #tryBatch(grant: Grant, batch: TopicBatch): Promise<boolean> {
    const { turns, ownership, onBatch, onFailure } = this.#parts;
    this.#isBusy = true;
    try {
      return await turns.take(async () => {
        if (!ownership.isCurrent(grant)) return false;
        await onBatch(batch);
        return true;
      });
    } catch (error) {
      onFailure(error);
      return false;
    } finally {
      this.#isBusy = false;
    }
  }

  #noteMissedBeat(error: unknown): void {
    if (isOwnershipLost(error)) this.rejoin(error);
    // The library alone can connect anew. A batch is not given up for that: the session may last.
    else if (!this.#isBusy) this.#trouble = error;
    this.#parts.change.happened();
  }

  // A lost membership is told for every batch that was already fetched, until the join.
  #takeTrouble(): unknown {
    const trouble = this.#trouble;
    if (!isOwnershipLost(trouble)) this.#trouble = undefined;
    return trouble;
  }
}
