import { Appender, type Part } from './appender.ts';
import { encodeHead, encodeRecords } from './batch.ts';
import { writeCommitted } from './committed.ts';
import { RecordLogError, recordLogErrorOf } from './errors.ts';
import type { Identity } from './identity.ts';
import { LogReader } from './log-reader.ts';
import type { LogRecord, NewRecord, ReadLimits, RecordLog } from './record-log.ts';
import { createSegment, removeSegments, type Segment, segmentAt } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';
import { Waiters } from './waiters.ts';

export interface FolderRecordLogParts {
  dir: string;
  identity: Identity;
  /** Oldest first; the last is the one that `writer` writes. */
  segments: Segment[];
  writer: SegmentWriter;
  committed: number;
  truncatedBytes: number;
  now(): number;
  segmentBytes: number;
}

export class FolderRecordLog implements RecordLog {
  readonly truncatedBytes: number;
  readonly #parts: FolderRecordLogParts;
  readonly #appender: Appender;
  readonly #reader: LogReader;
  readonly #waiters = new Waiters();
  #segments: Segment[];
  #writer: SegmentWriter;
  #committed: number;
  #reading: Promise<unknown> = Promise.resolve();
  #committing: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(parts: FolderRecordLogParts) {
    this.#parts = parts;
    this.truncatedBytes = parts.truncatedBytes;
    this.#segments = parts.segments;
    this.#writer = parts.writer;
    this.#committed = parts.committed;
    this.#appender = new Appender(parts.dir, (group) => this.#write(group));
    this.#reader = new LogReader(() => this.#segments, parts.identity.seed);
  }

  get id(): string {
    return this.#parts.identity.id;
  }

  get durableEnd(): number {
    return this.#writer.segment.end;
  }

  get endOffset(): number {
    return this.durableEnd + this.#appender.pending;
  }

  get committed(): number {
    return this.#committed;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  async append(records: readonly NewRecord[]): Promise<void> {
    if (records.length === 0) return;
    const body = encodeRecords(records, this.#parts.now());
    await this.#appender.append({ body, count: records.length });
  }

  read(from: number, most: ReadLimits): Promise<LogRecord[]> {
    const reading = this.#reading.then(() => this.#guard(() => this.#reader.read(from, most)));
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async waitFor(offset: number, signal: AbortSignal): Promise<void> {
    this.#refuseIfClosed();
    if (offset >= this.durableEnd) await this.#waiters.wait(offset, signal);
  }

  commit(next: number): Promise<void> {
    const committing = this.#committing.then(() => this.#guard(() => this.#commit(next)));
    this.#committing = committing.catch(() => undefined);
    return committing;
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #write(group: readonly Part[]): Promise<void> {
    if (this.#writer.segment.bytes >= this.#parts.segmentBytes) await this.#roll();
    const bodies = group.map(({ body }) => body);
    const count = group.reduce((sum, part) => sum + part.count, 0);
    const place = { firstOffset: this.durableEnd, count };
    const head = encodeHead(bodies, place, this.#parts.identity.seed);
    await this.#writer.write([head, ...bodies], count);
    this.#waiters.wake(this.durableEnd);
  }

  async #roll(): Promise<void> {
    const segment = segmentAt(this.#parts.dir, this.durableEnd);
    const file = await createSegment(this.#parts.dir, segment);
    const full = this.#writer;
    this.#writer = new SegmentWriter(segment, file);
    this.#segments.push(segment);
    await full.close();
  }

  async #commit(next: number): Promise<void> {
    if (next <= this.#committed) return;
    if (!Number.isInteger(next) || next > this.durableEnd) {
      const message = `${next} cannot be committed: the log ends at ${this.durableEnd}`;
      throw new RecordLogError('out-of-range', message);
    }
    await writeCommitted(this.#parts.dir, next);
    this.#committed = next;
    await removeSegments(this.#parts.dir, this.#dropBelow(next));
  }

  #dropBelow(next: number): Segment[] {
    const active = this.#writer.segment;
    const isDone = (segment: Segment) => segment !== active && segment.end <= next;
    const done = this.#segments.filter(isDone);
    this.#segments = this.#segments.filter((segment) => !isDone(segment));
    return done;
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    this.#refuseIfClosed();
    try {
      return await work();
    } catch (error) {
      throw recordLogErrorOf(error, this.#parts.dir);
    }
  }

  #refuseIfClosed(): void {
    if (this.#closed !== undefined) throw new RecordLogError('closed', 'the log is closed');
  }

  async #close(): Promise<void> {
    this.#waiters.close();
    await this.#appender.close();
    await this.#reading;
    await this.#committing;
    await this.#reader.close();
    await this.#writer.close();
  }
}
