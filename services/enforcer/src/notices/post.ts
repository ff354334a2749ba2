import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic, PrivateAddressError } from './public-address.ts';

export interface PostRequest {
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** For the whole of it. */
  signal: AbortSignal;
  /** Nothing: any address will do. */
  lookup: LookupFunction | undefined;
}

/** Posts once, on a connection of its own, follows nothing, and reads no answer. @returns the status */
export function post({ url, headers, body, signal, lookup }: PostRequest): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // An address is never looked up.
  if (lookup !== undefined && isIP(host) !== 0 && !isPublic(host)) {
    return Promise.reject(new PrivateAddressError());
  }
  const { request } = url.protocol === 'https:' ? https : http;
  const sent = request(
    url,
    {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal,
      ...(lookup === undefined ? {} : { lookup }),
    },
    (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    },
  );
  sent.on('error', reject);
  sent.end(body);
  return promise;
}
