import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KafkaError } from './kafka-error.ts';
import { SendQueue } from './send-queue.ts';
import { type OutgoingMessage, type Piece, Sending } from './sending.ts';

const message = (value: string): OutgoingMessage => ({ key: 'k', value });

/** Collects what is written; the first writes may fail. */
function recorder(failures: readonly (KafkaError | undefined)[] = []) {
  const left = [...failures];
  const requests: string[][] = [];
  const queue = new SendQueue('t', async (_, pieces: readonly Piece[]) => {
    const failure = left.shift();
    if (failure !== undefined) throw failure;
    requests.push(pieces.flatMap(({ messages }) => messages.map(({ value }) => String(value))));
  });
  const send = (messages: readonly OutgoingMessage[], timeoutMs = 5000) => {
    const sending = new Sending(timeoutMs);
    queue.add(sending.split(messages));
    return sending.outcome;
  };
  return { requests, send, queue };
}

test('what waits while one request is written goes together into the next', async () => {
  const { requests, send } = recorder();
  await Promise.all(['1', '2', '3', '4'].map((value) => send([message(value)])));
  expect(requests).toEqual([['1'], ['2', '3', '4']]);
});

test('a passing failure is tried again, in order', async () => {
  const gone = new KafkaError('unreachable', 'gone');
  const { requests, send } = recorder([gone, gone]);
  await Promise.all([send([message('1')]), send([message('2')])]);
  expect(requests).toEqual([['1'], ['2']]);
});

test('a failure that stays is that of one send, not of those beside it', async () => {
  const tooLarge = new KafkaError('too-large', 'large');
  const { requests, send } = recorder([undefined, tooLarge, undefined, tooLarge]);
  const sends = ['0', '1', 'large', '3'].map((value) => send([message(value)]));
  const outcomes = await Promise.allSettled(sends);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(requests).toEqual([['0'], ['1'], ['3']]);
});

test('who has waited too long is told why, and is not sent any more', async () => {
  const gone = new KafkaError('unreachable', 'gone');
  const { requests, send, queue } = recorder([gone]);
  const late = send([message('late')], 50);
  const other = send([message('other')]);
  await expect(late).rejects.toMatchObject({ code: 'unreachable', cause: gone });
  await other;
  await queue.idle();
  expect(requests).toEqual([['other']]);
});

test('splitting keeps every message, in order, in pieces that fit', () => {
  const size = fc.integer({ min: 0, max: 200_000 });
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 30 }), (sizes) => {
      const sending = new Sending(5000);
      const messages = sizes.map((length) => message('x'.repeat(length)));
      const pieces = sending.split(messages);
      expect(pieces.flatMap((piece) => piece.messages)).toEqual(messages);
      for (const { bytes, messages: own } of pieces) {
        expect(own.length).toBeGreaterThan(0);
        expect(bytes <= 256 * 1024 || own.length === 1).toBe(true);
      }
      sending.outcome.catch(() => undefined);
      sending.fail(new KafkaError('failed', 'over'));
    }),
    { numRuns: 30 },
  );
});
