import { createReading, type RecordDecoder } from '@sekisho/cdr';
import type { CollectorMetrics } from '../collector-metrics.ts';
import { createKeyRecord, type KeyRecord, type KeyRecordParts } from '../key-record.ts';
import type { SecretOf } from './clients.ts';
import {
  ACCOUNTING_REQUEST,
  isAuthentic,
  type RadiusPacket,
  readPacket,
  responseTo,
} from './packet.ts';
import type { RecordQueue } from './record-queue.ts';
import { TakenRequests } from './taken-requests.ts';
import { writeParagraph } from './write-paragraph.ts';

/** Who sent a datagram. */
export interface Sender {
  address: string;
  port: number;
}

/** What became of a datagram; each is a metric label. Only the first three may be answered. */
export type RequestOutcome =
  | 'answered'
  | 'no-record'
  | 'repeated'
  | 'malformed'
  | 'unknown-client'
  | 'bad-authenticator'
  | 'no-request'
  | 'behind'
  | 'not-written';

export interface TakeRequestParts extends KeyRecordParts {
  secretOf: SecretOf;
  queue: RecordQueue;
  counts: CollectorMetrics;
  /** Epoch ms. */
  now(): number;
  answer(response: Buffer, to: Sender): void;
}

/**
 * Takes accounting requests in: what cannot be shown to come from a client is dropped, what can is
 * answered once it is durable. Records that cannot be used are durable as rejects.
 */
export function createTakeRequest(source: string, parts: TakeRequestParts) {
  const { secretOf, queue, counts, now, answer } = parts;
  const decode: RecordDecoder = createReading('radius-detail', { source }).open([]);
  const keyRecord = createKeyRecord(parts, decode);
  const taken = new TakenRequests();

  function take(trusted: TrustedRequest, from: Sender): RequestOutcome | undefined {
    const respond = () => answer(responseTo(trusted.request, trusted.secret), from);
    const name = nameOf(trusted.request, from);
    const stand = taken.standOf(name);
    // The answer that is still to come is that of the repeat too.
    if (stand === 'answered') respond();
    if (stand !== undefined) return 'repeated';
    if (queue.isFull) return 'behind';
    const record = recordOf(trusted.request, from, keyRecord, now());
    if (record === undefined) {
      respond();
      return 'no-record';
    }
    taken.take(name);
    queue.add({ record, settle: (isDurable) => settle(name, isDurable, respond) });
    return undefined;
  }

  function settle(name: string, isDurable: boolean, respond: () => void): void {
    counts.radiusRequests.inc({ outcome: isDurable ? 'answered' : 'not-written' });
    if (isDurable) {
      taken.answer(name);
      respond();
    } else taken.release(name);
  }

  return function takeRequest(datagram: Buffer, from: Sender): void {
    const trusted = trustedRequest(datagram, from, secretOf);
    const outcome = typeof trusted === 'string' ? trusted : take(trusted, from);
    if (outcome !== undefined) counts.radiusRequests.inc({ outcome });
  };
}

interface TrustedRequest {
  request: RadiusPacket;
  secret: Buffer;
}

function trustedRequest(
  datagram: Buffer,
  { address }: Sender,
  secretOf: SecretOf,
): TrustedRequest | RequestOutcome {
  const secret = secretOf(plainAddress(address));
  if (secret === undefined) return 'unknown-client';
  const request = readPacket(datagram);
  if (request === undefined) return 'malformed';
  if (request.code !== ACCOUNTING_REQUEST) return 'no-request';
  return isAuthentic(request, secret) ? { request, secret } : 'bad-authenticator';
}

function recordOf(
  request: RadiusPacket,
  { address }: Sender,
  keyRecord: KeyRecord,
  receivedAt: number,
) {
  const raw = writeParagraph(request, receivedAt);
  const record = keyRecord(raw, 0, raw.length, receivedAt);
  if (record.outcome === 'ok') return record;
  if (record.outcome === 'skip') return undefined;
  const { reason, field } = record;
  return { raw, reason, field, origin: `radius:${plainAddress(address)}#${request.identifier}` };
}

function nameOf({ identifier, authenticator }: RadiusPacket, { address, port }: Sender): string {
  return `${address} ${port} ${identifier} ${authenticator.toString('latin1')}`;
}

/** An IPv4 address as a socket for IPv6 has it. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}
