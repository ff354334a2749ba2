import { connect } from 'node:net';

/** The bytes of a request's body, in Kafka's forms. */
export class Body {
  readonly #parts: Buffer[] = [];

  int8(value: number): this {
    return this.#add(1, (part) => part.writeInt8(value));
  }

  int16(value: number): this {
    return this.#add(2, (part) => part.writeInt16BE(value));
  }

  int32(value: number): this {
    return this.#add(4, (part) => part.writeInt32BE(value));
  }

  int64(value: number): this {
    return this.#add(8, (part) => part.writeBigInt64BE(BigInt(value)));
  }

  text(value: string): this {
    const bytes = Buffer.from(value);
    this.int16(bytes.length);
    this.#parts.push(bytes);
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #add(size: number, write: (part: Buffer) => void): this {
    const part = Buffer.alloc(size);
    write(part);
    this.#parts.push(part);
    return this;
  }
}

/** Reads an answer from its beginning to its end. */
export class Answer {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  int16(): number {
    this.at += 2;
    return this.#bytes.readInt16BE(this.at - 2);
  }

  int32(): number {
    this.at += 4;
    return this.#bytes.readInt32BE(this.at - 4);
  }

  int64(): number {
    this.at += 8;
    return Number(this.#bytes.readBigInt64BE(this.at - 8));
  }

  /** Zigzag, as lengths within records are. */
  varint(): number {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#bytes[this.at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number((value >> 1n) ^ -(value & 1n));
    }
  }

  take(length: number): Buffer {
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  text(): string {
    return this.take(this.int16()).toString();
  }

  /** `null` where the length says so. */
  nullable(length: number): Buffer | null {
    return length < 0 ? null : this.take(length);
  }
}

/** Asks a broker in its own protocol what no client of ours can. */
export async function askBroker(
  broker: string,
  request: { key: number; version: number },
  body: Body,
): Promise<Answer> {
  const [host, port] = broker.split(':');
  const header = new Body().int16(request.key).int16(request.version).int32(1).text('test');
  const frame = Buffer.concat([header.bytes(), body.bytes()]);
  const socket = connect({ host: host!, port: Number(port) });
  socket.write(Buffer.concat([new Body().int32(frame.length).bytes(), frame]));
  let received: Buffer = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk as Buffer]);
    if (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) break;
  }
  if (received.length < 8) throw new Error(`${broker} closed the connection`);
  return new Answer(received.subarray(8));
}
