import type { FileHandle } from 'node:fs/promises';
import { RecordLogError } from './errors.ts';
import type { Segment } from './segment.ts';

export type SegmentFile = Pick<FileHandle, 'writev' | 'datasync' | 'truncate' | 'close'>;

/** Writes to the end of a segment, whole batches or nothing. */
export class SegmentWriter {
  readonly segment: Segment;
  readonly #file: SegmentFile;
  #refusal: RecordLogError | undefined;

  constructor(segment: Segment, file: SegmentFile) {
    this.segment = segment;
    this.#file = file;
  }

  /**
   * Resolves when it is on the disk.
   * @param count records in it
   * @throws RecordLogError `write-failed`, `unusable`
   */
  async write(parts: readonly Buffer[], count: number): Promise<void> {
    if (this.#refusal !== undefined) throw this.#refusal;
    const bytes = await this.#writeOut(parts);
    await this.#sync();
    this.segment.bytes += bytes;
    this.segment.end += count;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #writeOut(parts: readonly Buffer[]): Promise<number> {
    try {
      return await writeAll(this.#file, parts, this.segment.bytes);
    } catch (error) {
      await this.#cutOff();
      throw failure(this.segment, error);
    }
  }

  async #sync(): Promise<void> {
    try {
      await this.#file.datasync();
    } catch (error) {
      await this.#cutOff();
      // The system may believe now that it has written what it has not: another try proves nothing.
      this.#refuse(error);
      throw failure(this.segment, error);
    }
  }

  async #cutOff(): Promise<void> {
    try {
      await this.#file.truncate(this.segment.bytes);
    } catch (error) {
      // A batch behind a torn one would be taken for damage.
      this.#refuse(error);
    }
  }

  #refuse(cause: unknown): void {
    this.#refusal ??= new RecordLogError(
      'unusable',
      `${this.segment.path}: a failed write could not be undone; mend the disk and start again`,
      cause,
    );
  }
}

async function writeAll(
  file: SegmentFile,
  parts: readonly Buffer[],
  position: number,
): Promise<number> {
  let at = position;
  let rest = parts;
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest, at);
    at += bytesWritten;
    rest = behind(rest, bytesWritten);
  }
  return at - position;
}

function behind(parts: readonly Buffer[], bytes: number): Buffer[] {
  let left = bytes;
  return parts.flatMap((part) => {
    const taken = Math.min(left, part.length);
    left -= taken;
    return taken === part.length ? [] : [part.subarray(taken)];
  });
}

function failure({ path }: Segment, cause: unknown): RecordLogError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new RecordLogError(
    'write-failed',
    `${path}: ${why}. Nothing of it was kept: make room on the disk and send it again`,
    cause,
  );
}
