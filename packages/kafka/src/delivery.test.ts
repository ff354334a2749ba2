import kafkajs from 'kafkajs';
import { beforeEach, expect, test, vi } from 'vitest';
import { Change } from './change.ts';
import { Delivery } from './delivery.ts';
import { Ownership } from './ownership.ts';
import { Positions } from './positions.ts';
import { Turns } from './turns.ts';

const { KafkaJSConnectionError, KafkaJSProtocolError } = kafkajs;
const heartbeat = vi.fn(async () => {});
const resolveOffset = vi.fn();
const seek = vi.fn();
const onFailure = vi.fn();
const onLoss = vi.fn();
let onBatch = vi.fn(async () => {});
let ownership: Ownership;
let positions: Positions;
let change: Change;
let delivery: Delivery;

beforeEach(() => {
  vi.clearAllMocks();
  heartbeat.mockResolvedValue(undefined);
  onBatch = vi.fn(async () => {});
  ownership = new Ownership(10_000, { onGrant: () => {}, onLoss });
  positions = new Positions();
  change = new Change();
  delivery = new Delivery({
    ownership,
    positions,
    turns: new Turns(),
    change,
    onBatch: () => onBatch(),
    seek,
    onFailure,
  });
});

/** As after a join, with the partition 0 committed at `committed`. */
function assign(generation: number, committed: number): void {
  ownership.joined('a', [0], 0);
  ownership.beat('a', generation, 0);
  positions.begin([{ partition: 0, committed }]);
  ownership.grant!.isTold = true;
  ownership.grant!.isReady = true;
  delivery.joined();
  change.happened();
}

function payload(from: number, count = 10) {
  const messages = Array.from({ length: count }, (_, at) => ({
    key: null,
    value: null,
    offset: String(from + at),
    timestamp: '0',
  }));
  const lastOffset = () => String(from + count - 1);
  const batch = {
    partition: 0,
    messages,
    highWatermark: '0',
    fetchedOffset: `${from}`,
    lastOffset,
  };
  return { batch: batch as never, heartbeat, resolveOffset };
}

function rebalance() {
  return new KafkaJSProtocolError({ type: 'REBALANCE_IN_PROGRESS', message: 'm' } as never);
}

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

test('what was taken is resolved, after it was taken', async () => {
  assign(1, 400);
  onBatch.mockImplementationOnce(async () => expect(resolveOffset).not.toHaveBeenCalled());
  await delivery.take(payload(400));
  expect(resolveOffset).toHaveBeenCalledExactlyOnceWith('409');
  await delivery.take(payload(410));
  expect(onBatch).toHaveBeenCalledTimes(2);
  expect(onFailure).not.toHaveBeenCalled();
});

test('a batch fetched before the join is not taken for one of now', async () => {
  assign(1, 400);
  await delivery.take(payload(400));
  assign(2, 400);
  await delivery.take(payload(410));
  expect(onBatch).toHaveBeenCalledTimes(1);
  expect(seek).toHaveBeenCalledExactlyOnceWith(0, 400);
  await delivery.take(payload(400));
  expect(onBatch).toHaveBeenCalledTimes(2);
});

test('a batch waits for the assignment and for the end of a pause', async () => {
  const taking = delivery.take(payload(400));
  await settle();
  expect(onBatch).not.toHaveBeenCalled();
  delivery.isPaused = true;
  assign(1, 400);
  await settle();
  expect(onBatch).not.toHaveBeenCalled();
  delivery.isPaused = false;
  await taking;
  expect(onBatch).toHaveBeenCalledTimes(1);
});

test('a rebalance in a batch is told at once; the library hears of it when the batch ends', async () => {
  assign(1, 400);
  const working = Promise.withResolvers<void>();
  onBatch.mockImplementation(() => working.promise);
  const taking = delivery.take(payload(400));
  await settle();
  heartbeat.mockRejectedValue(rebalance());
  await delivery.beat();
  expect(onLoss).toHaveBeenCalledTimes(1);
  await delivery.beat();
  expect(heartbeat).toHaveBeenCalledTimes(1);
  working.resolve();
  await expect(taking).rejects.toMatchObject({ type: 'REBALANCE_IN_PROGRESS' });
  expect(resolveOffset).not.toHaveBeenCalled();
  // What was fetched with it is told the same, until the join.
  await expect(delivery.take(payload(410))).rejects.toMatchObject({
    type: 'REBALANCE_IN_PROGRESS',
  });
  expect(onBatch).toHaveBeenCalledTimes(1);
  assign(2, 400);
  await delivery.take(payload(400));
  expect(onLoss).toHaveBeenCalledTimes(1);
});

test('a connection that breaks does not end a batch, but a waiting', async () => {
  heartbeat.mockRejectedValue(new KafkaJSConnectionError('gone'));
  const waiting = delivery.take(payload(400));
  await delivery.beat();
  await expect(waiting).rejects.toBeInstanceOf(KafkaJSConnectionError);
  assign(1, 400);
  const working = Promise.withResolvers<void>();
  onBatch.mockImplementation(() => working.promise);
  const taking = delivery.take(payload(400));
  await settle();
  await delivery.beat();
  working.resolve();
  await taking;
  expect(resolveOffset).toHaveBeenCalledExactlyOnceWith('409');
  expect(onLoss).not.toHaveBeenCalled();
});

test('a batch that ends under a later generation is not resolved', async () => {
  assign(1, 400);
  const working = Promise.withResolvers<void>();
  onBatch.mockImplementation(() => working.promise);
  const taking = delivery.take(payload(400));
  await settle();
  assign(2, 400);
  expect(onLoss).toHaveBeenCalledTimes(1);
  working.resolve();
  await taking;
  expect(resolveOffset).not.toHaveBeenCalled();
  expect(positions.fits(0, 400)).toBe(true);
});

test('a failed batch is told and not resolved', async () => {
  assign(1, 400);
  const error = new Error('no');
  onBatch.mockRejectedValue(error);
  await delivery.take(payload(400));
  expect(onFailure).toHaveBeenCalledExactlyOnceWith(error);
  expect(resolveOffset).not.toHaveBeenCalled();
});

test('stopping lets go of a batch that waits', async () => {
  const taking = delivery.take(payload(400));
  delivery.stop();
  await taking;
  assign(1, 400);
  await delivery.take(payload(400));
  expect(onBatch).not.toHaveBeenCalled();
});
