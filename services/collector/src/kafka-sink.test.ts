import { KafkaError, type KafkaErrorCode, type OutgoingMessage } from '@sekisho/kafka';
import { describe, expect, it } from 'vitest';
import { createKafkaSink } from './kafka-sink.ts';
import type { RefusedRecord } from './record-sink.ts';

function sinkTo(failure?: KafkaError) {
  const sent: [string, readonly OutgoingMessage[]][] = [];
  const producer = {
    send: async (topic: string, messages: readonly OutgoingMessage[]) => {
      if (failure !== undefined) throw failure;
      sent.push([topic, messages]);
    },
    stop: async () => undefined,
  };
  return { sent, sink: createKafkaSink(producer, 'cdr') };
}

const refused = (raw: Buffer, field: string | null): RefusedRecord => ({
  raw,
  reason: 'bad-field',
  field,
  origin: 'file:/in/a#7',
});

describe('createKafkaSink', () => {
  it('writes records by their keys, and rejects unchanged with what was wrong', async () => {
    const { sent, sink } = sinkTo();
    const value = Buffer.from('{}');
    const raw = Buffer.from([0xff, 0x00]);
    await sink.write({
      accepted: [{ outcome: 'ok', key: 'C1', value, at: 1 }],
      refused: [refused(raw, 'cause'), refused(raw, null)],
    });
    const headers = { reason: 'bad-field', origin: 'file:/in/a#7' };
    expect(sent).toEqual([
      ['cdr', [{ key: 'C1', value }]],
      [
        'cdr.rejected',
        [
          { key: null, value: raw, headers: { ...headers, field: 'cause' } },
          { key: null, value: raw, headers },
        ],
      ],
    ]);
  });

  it('cuts a reject that no broker takes, and tells how long it was', async () => {
    const { sent, sink } = sinkTo();
    await sink.write({ accepted: [], refused: [refused(Buffer.alloc(1_048_576), null)] });
    const [message] = sent[1]?.[1] ?? [];
    expect(message?.value).toHaveLength(900_000);
    expect(message?.headers).toMatchObject({ bytes: '1048576' });
  });

  it.each<[KafkaErrorCode, string]>([
    ['unreachable', 'unreachable'],
    ['topic-missing', 'failed'],
    ['too-large', 'failed'],
  ])('tells %s as %s', async (code, told) => {
    const cause = new KafkaError(code, 'x');
    await expect(sinkTo(cause).sink.write({ accepted: [], refused: [] })).rejects.toMatchObject({
      name: 'SinkError',
      code: told,
      cause,
    });
  });
});
