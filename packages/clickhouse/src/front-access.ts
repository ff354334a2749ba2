import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AUTHENTICATION_FAILED, FrontError } from './front-error.ts';

export interface Credentials {
  user: string;
  password: string;
}

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\]|::1)$/;

export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/**
 * Without credentials everything on this machine may ask, but no page in a browser on it: such a
 * request tells its origin, or came under another name.
 */
export function checkAccess(
  request: IncomingMessage,
  search: URLSearchParams,
  expected: Credentials | undefined,
): void {
  const isAllowed =
    expected === undefined ? isLocal(request) : isSame(given(request, search), expected);
  if (isAllowed) return;
  throw new FrontError(AUTHENTICATION_FAILED, 'authentication failed (AUTHENTICATION_FAILED)');
}

function isLocal({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  return headers.origin === undefined && isLoopback(host);
}

function given({ headers }: IncomingMessage, search: URLSearchParams): Credentials {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  const [user = '', ...rest] = Buffer.from(basic ?? '', 'base64')
    .toString('utf8')
    .split(':');
  const value = (header: string, name: string) => headers[header]?.toString() ?? search.get(name);
  return {
    user: value('x-clickhouse-user', 'user') ?? user,
    password: value('x-clickhouse-key', 'password') ?? rest.join(':'),
  };
}

function isSame(one: Credentials, other: Credentials): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

// Of one length, whatever was given.
function digest({ user, password }: Credentials): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([user, password]))
    .digest();
}
