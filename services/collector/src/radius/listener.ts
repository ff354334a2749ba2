import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Owners } from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import type { CollectorMetrics } from '../collector-metrics.ts';
import type { RecordSink } from '../record-sink.ts';
import type { SecretOf } from './clients.ts';
import { RecordQueue } from './record-queue.ts';
import { createTakeRequest } from './take-request.ts';

/** What comes in bursts waits there while records are checked. */
const RECEIVE_BUFFER_BYTES = 4_194_304;

export interface RadiusOptions {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  secretOf: SecretOf;
  /** Names the source of the records. */
  source: string;
}

export interface RadiusParts {
  sink: RecordSink;
  owners: Owners;
  counts: CollectorMetrics;
  log: Log;
  writeWithinMs: number;
  /** Epoch ms. */
  now(): number;
}

export interface RadiusListener {
  readonly port: number;
  /** Takes nothing more in; what is being written is answered yet. */
  stop(): Promise<void>;
}

/** Listens for accounting requests. @throws what the system says when it cannot listen */
export async function startRadius(
  { host, port, secretOf, source }: RadiusOptions,
  parts: RadiusParts,
): Promise<RadiusListener> {
  const { counts, log } = parts;
  const type = isIPv6(host) ? 'udp6' : 'udp4';
  const socket = createSocket({ type, recvBufferSize: RECEIVE_BUFFER_BYTES });
  let isStopping = false;
  let unsent = 0;
  let allSent = () => {};
  const queue = new RecordQueue({
    ...parts,
    onWritten: (batch) => counts.count('radius', batch, source),
  });
  const takeRequest = createTakeRequest(source, {
    ...parts,
    metrics: counts,
    secretOf,
    queue,
    answer: (response, to) => {
      unsent++;
      socket.send(response, to.port, to.address, sent);
    },
  });
  function sent(error: Error | null): void {
    // An answer that is lost is asked for again.
    if (error !== null) log.debug({ err: error }, 'RADIUS answer not sent');
    if (--unsent === 0) allSent();
  }
  socket.on('message', (datagram, from) => {
    if (!isStopping) takeRequest(datagram, from);
  });
  socket.bind(port, host);
  await once(socket, 'listening');
  socket.on('error', (error) => log.error({ err: error }, 'RADIUS socket failed'));
  return {
    port: socket.address().port,
    stop: async () => {
      isStopping = true;
      await queue.drain();
      await new Promise<void>((resolve) => {
        allSent = resolve;
        if (unsent === 0) resolve();
      });
      await new Promise<void>((resolve) => {
        socket.close(resolve);
      });
    },
  };
}
