import { setTimeout } from 'node:timers/promises';
import type { KeyedRecord, OutgoingBatch, RecordSink, RefusedRecord } from '../record-sink.ts';
import { SinkError } from '../sink-error.ts';

/** A sink that keeps what it is given, and fails or stalls when told to. */
export class MemorySink implements RecordSink {
  readonly accepted: KeyedRecord[] = [];
  readonly refused: RefusedRecord[] = [];
  writes = 0;
  isDown = false;
  /** Each write takes so long. */
  delayMs = 0;

  async write({ accepted, refused }: OutgoingBatch): Promise<void> {
    if (this.delayMs > 0) await setTimeout(this.delayMs);
    if (this.isDown) throw new SinkError('unreachable');
    this.writes++;
    this.accepted.push(...accepted);
    this.refused.push(...refused);
  }

  get texts(): string[] {
    return this.accepted.map(({ value }) => value.toString());
  }

  get callIds(): string[] {
    return this.texts.map((text) => (JSON.parse(text) as { callId: string }).callId);
  }
}
