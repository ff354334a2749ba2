import { createHmac } from 'node:crypto';

export interface SignedRequest {
  method: string;
  /** Path and query as sent. */
  path: string;
  /** `''` for none. */
  body: string;
  /** Epoch seconds. */
  timestamp: number;
}

/**
 * `v1=` and the HMAC-SHA256, in hex, over `timestamp.method.path.body`. Method and path are in it
 * since a request without a body would otherwise vouch for any other.
 */
export function signatureOf(
  secret: string,
  { method, path, body, timestamp }: SignedRequest,
): string {
  const text = `${timestamp}.${method}.${path}.${body}`;
  return `v1=${createHmac('sha256', secret).update(text).digest('hex')}`;
}
