import { type FileHandle, open } from 'node:fs/promises';
import { type Batch, decodeRecords } from './batch.ts';
import { BatchReader } from './batch-reader.ts';
import { damage, RecordLogError } from './errors.ts';
import type { LogRecord, ReadLimits } from './record-log.ts';
import type { Segment } from './segment.ts';

interface Opened {
  segment: Segment;
  file: FileHandle;
  batches: BatchReader;
  /** Offset of the next batch. */
  next: number;
}

/** Reads on from where it stands; elsewhere it looks for the place first. One reading at a time. */
export class LogReader {
  readonly #segments: () => readonly Segment[];
  readonly #seed: number;
  #opened: Opened | undefined;
  /** Decoded and not yet given. */
  #ahead: LogRecord[] = [];
  #given = 0;

  constructor(segments: () => readonly Segment[], seed: number) {
    this.#segments = segments;
    this.#seed = seed;
  }

  /** @throws RecordLogError `damaged`, `out-of-range` */
  async read(from: number, most: ReadLimits): Promise<LogRecord[]> {
    try {
      if (from !== this.#next) await this.#seek(from);
      return await this.#take(most);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    this.#ahead = [];
    this.#given = 0;
    await opened?.file.close();
  }

  get #next(): number | undefined {
    return this.#ahead[this.#given]?.offset ?? this.#opened?.next;
  }

  async #take(most: ReadLimits): Promise<LogRecord[]> {
    const taken: LogRecord[] = [];
    let bytes = 0;
    while (taken.length < most.records) {
      const record = this.#ahead[this.#given];
      if (record === undefined) {
        if (!(await this.#decodeNext())) break;
        continue;
      }
      bytes += record.value.length + (record.key?.length ?? 0);
      if (bytes > most.bytes && taken.length > 0) break;
      taken.push(record);
      this.#given++;
    }
    return taken;
  }

  async #decodeNext(): Promise<boolean> {
    const batch = await this.#nextBatch();
    if (batch === undefined) return false;
    this.#ahead = decodeRecords(batch);
    this.#given = 0;
    return true;
  }

  async #seek(from: number): Promise<void> {
    await this.close();
    const segments = this.#segments();
    const last = segments.at(-1)!;
    if (from === last.end) return this.#open(last, { position: last.bytes, next: from });
    const segment = segments.find(({ base, end }) => base <= from && from < end);
    if (segment === undefined || !Number.isInteger(from)) throw outOfRange(from, segments);
    await this.#open(segment);
    while (this.#opened!.next <= from) await this.#decodeNext();
    this.#given = from - this.#ahead[0]!.offset;
  }

  async #open(segment: Segment, at = { position: 0, next: segment.base }): Promise<void> {
    const file = await open(segment.path, 'r');
    const batches = new BatchReader(file, this.#seed, at.position);
    this.#opened = { segment, file, batches, next: at.next };
  }

  /** Nothing at the end of the log. */
  async #nextBatch(): Promise<Batch | undefined> {
    const opened = this.#opened!;
    const { segment, batches, next } = opened;
    const at = batches.position;
    const batch = await batches.next(segment.bytes);
    if (batch === undefined) return this.#nextSegment(opened);
    if (batch === 'broken') throw damage(segment.path, at, 'records cannot be read');
    if (batch.firstOffset !== next) throw damage(segment.path, at, `offset ${next} is missing`);
    opened.next += batch.count;
    return batch;
  }

  async #nextSegment({ segment, file, batches, next }: Opened): Promise<Batch | undefined> {
    if (next !== segment.end) throw damage(segment.path, batches.position, 'its end is missing');
    const following = this.#segments().find((other) => other !== segment && other.base === next);
    if (following === undefined) return undefined;
    await this.#open(following);
    await file.close();
    return this.#nextBatch();
  }
}

function outOfRange(from: number, segments: readonly Segment[]): RecordLogError {
  const [first, last] = [segments[0]!.base, segments.at(-1)!.end];
  return new RecordLogError(
    'out-of-range',
    `there is no record ${from}: the log holds those from ${first} to before ${last}`,
  );
}
