import { createHash, randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

/** An attribute's number, or Cisco's vendor number and that of its attribute, and the value. */
export type TestAttribute = [
  type: number | [vendor: 9, type: number],
  value: string | number | Buffer,
];

function bytesOf(value: TestAttribute[1]): Buffer {
  if (typeof value !== 'number') return Buffer.from(value);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function encodeAttribute([type, value]: TestAttribute): Buffer {
  const bytes = bytesOf(value);
  if (typeof type === 'number') return Buffer.from([type, bytes.length + 2, ...bytes]);
  const [vendor, inner] = type;
  return encodeAttribute([26, Buffer.from([0, 0, 0, vendor, inner, bytes.length + 2, ...bytes])]);
}

/** An accounting request as RFC 2866 has it, written apart from what reads it. */
export function encodeRequest(
  attributes: readonly TestAttribute[],
  secret: string,
  identifier = randomInt(256),
  code = 4,
): Buffer {
  const body = Buffer.concat(attributes.map(encodeAttribute));
  const length = 20 + body.length;
  const head = Buffer.from([code, identifier, length >> 8, length & 255]);
  const sign = createHash('md5').update(head).update(Buffer.alloc(16)).update(body).update(secret);
  return Buffer.concat([head, sign.digest(), body]);
}

/** Whether a response is one to the request, from who knows the secret. */
export function isResponseTo(response: Buffer, request: Buffer, secret: string): boolean {
  const sign = createHash('md5').update(response.subarray(0, 4)).update(request.subarray(4, 20));
  const expected = sign.update(response.subarray(20)).update(secret).digest();
  return (
    response[0] === 5 && response[1] === request[1] && expected.equals(response.subarray(4, 20))
  );
}

/** A gateway: sends datagrams, and keeps what comes back. */
export class TestGateway {
  readonly answers: Buffer[] = [];
  readonly #socket: Socket;
  readonly #port: number;

  private constructor(socket: Socket, port: number) {
    this.#socket = socket;
    this.#port = port;
    socket.on('message', (answer) => this.answers.push(answer));
  }

  static async open(port: number): Promise<TestGateway> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new TestGateway(socket, port);
  }

  send(datagram: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.send(datagram, this.#port, '127.0.0.1', (error) =>
        error === null ? resolve() : reject(error),
      );
    });
  }

  /** Waits until so many answers have come, or gives up after `ms`. */
  async waitFor(count: number, ms = 3000): Promise<readonly Buffer[]> {
    for (const until = Date.now() + ms; this.answers.length < count && Date.now() < until; ) {
      await setTimeout(5);
    }
    return this.answers;
  }

  close(): void {
    this.#socket.close();
  }
}
