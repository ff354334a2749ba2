/** Writes the flexible form of Kafka's protocol, as far as it is needed here. */
export class WireWriter {
  readonly #parts: Buffer[] = [];

  int8(value: number): this {
    return this.#push(1, (part) => part.writeInt8(value));
  }

  int16(value: number): this {
    return this.#push(2, (part) => part.writeInt16BE(value));
  }

  int32(value: number): this {
    return this.#push(4, (part) => part.writeInt32BE(value));
  }

  bytes(value: Buffer): this {
    this.#parts.push(value);
    return this;
  }

  /** Lengths and counts: one more than they are, since 0 stands for none. */
  count(value: number): this {
    return this.#unsigned(value + 1);
  }

  text(value: string): this {
    const bytes = Buffer.from(value);
    return this.count(bytes.length).bytes(bytes);
  }

  /** The older form, which the header keeps. */
  shortText(value: string): this {
    const bytes = Buffer.from(value);
    return this.int16(bytes.length).bytes(bytes);
  }

  noTags(): this {
    return this.#unsigned(0);
  }

  /** All that was written, its length in front. */
  frame(): Buffer {
    const body = Buffer.concat(this.#parts);
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length);
    return Buffer.concat([length, body]);
  }

  #unsigned(value: number): this {
    for (let rest = value; ; rest >>>= 7) {
      if (rest < 0x80) return this.int8(rest);
      this.#push(1, (part) => part.writeUInt8((rest & 0x7f) | 0x80));
    }
  }

  #push(size: number, write: (part: Buffer) => void): this {
    const part = Buffer.alloc(size);
    write(part);
    this.#parts.push(part);
    return this;
  }
}

/** Reads the same form. Beyond the end it throws a RangeError. */
export class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  int8(): number {
    return this.#bytes.readInt8(this.#skip(1));
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#skip(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#skip(4));
  }

  bytes(length: number): Buffer {
    const from = this.#skip(length);
    return this.#bytes.subarray(from, this.#at);
  }

  /** -1 where there is none. */
  count(): number {
    return this.#unsigned() - 1;
  }

  text(): string | null {
    const length = this.count();
    return length < 0 ? null : this.bytes(length).toString();
  }

  array<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(0, this.count()) }, read);
  }

  tags(): void {
    for (let left = this.#unsigned(); left > 0; left--) {
      this.#unsigned();
      this.bytes(this.#unsigned());
    }
  }

  #unsigned(): number {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = this.#bytes.readUInt8(this.#skip(1));
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value >>> 0;
  }

  #skip(length: number): number {
    const from = this.#at;
    if (from + length > this.#bytes.length) throw new RangeError('the answer is cut short');
    this.#at += length;
    return from;
  }
}
