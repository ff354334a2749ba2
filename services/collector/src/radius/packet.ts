import { hash, timingSafeEqual } from 'node:crypto';

export const ACCOUNTING_REQUEST = 4;
const ACCOUNTING_RESPONSE = 5;

const HEADER_BYTES = 20;
const AUTHENTICATOR_AT = 4;
/** RFC 2866, 3: what is longer is no packet. */
const MOST_PACKET_BYTES = 4096;

/** What proxies put in is given back to them as it is. */
const PROXY_STATE = 33;

export interface RadiusAttribute {
  type: number;
  value: Buffer;
}

/** An accounting packet, RFC 2866. */
export interface RadiusPacket {
  code: number;
  identifier: number;
  authenticator: Buffer;
  attributes: readonly RadiusAttribute[];
  /** Of the whole, as far as its length says. */
  bytes: Buffer;
}

/** `undefined` where the lengths do not fit; what stands behind the packet is padding. */
export function readPacket(datagram: Buffer): RadiusPacket | undefined {
  if (datagram.length < HEADER_BYTES || datagram.length > MOST_PACKET_BYTES) return undefined;
  const length = datagram.readUInt16BE(2);
  if (length < HEADER_BYTES || length > datagram.length) return undefined;
  const bytes = datagram.subarray(0, length);
  const attributes = readAttributes(bytes.subarray(HEADER_BYTES));
  if (attributes === undefined) return undefined;
  return {
    code: bytes.readUInt8(0),
    identifier: bytes.readUInt8(1),
    authenticator: bytes.subarray(AUTHENTICATOR_AT, HEADER_BYTES),
    attributes,
    bytes,
  };
}

/** A run of type, length and value, also the one within a vendor's attribute. */
export function readAttributes(bytes: Buffer): RadiusAttribute[] | undefined {
  const attributes: RadiusAttribute[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = at + 1 < bytes.length ? bytes.readUInt8(at + 1) : 0;
    if (length < 2 || at + length > bytes.length) return undefined;
    attributes.push({
      type: bytes.readUInt8(at),
      value: bytes.subarray(at + 2, at + length),
    });
    at += length;
  }
  return attributes;
}

/** Whether an accounting request was made by who knows the secret. */
export function isAuthentic({ bytes, authenticator }: RadiusPacket, secret: Buffer): boolean {
  const signed = Buffer.concat([bytes, secret]);
  signed.fill(0, AUTHENTICATOR_AT, HEADER_BYTES);
  return timingSafeEqual(hash('md5', signed, 'buffer'), authenticator);
}

/** The Accounting-Response to a request. */
export function responseTo(request: RadiusPacket, secret: Buffer): Buffer {
  const states = request.attributes.filter(({ type }) => type === PROXY_STATE);
  const attributes = states.map(({ type, value }) =>
    Buffer.concat([Buffer.of(type, value.length + 2), value]),
  );
  const head = Buffer.alloc(AUTHENTICATOR_AT);
  head.writeUInt8(ACCOUNTING_RESPONSE, 0);
  head.writeUInt8(request.identifier, 1);
  const response = Buffer.concat([head, request.authenticator, ...attributes]);
  response.writeUInt16BE(response.length, 2);
  // In its place stands, while it is signed, that of the request.
  hash('md5', Buffer.concat([response, secret]), 'buffer').copy(response, AUTHENTICATOR_AT);
  return response;
}
