import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';

const NAME = 'sekisho';
const ATTEMPT_NAME = 'sekisho-oidc';

/** Longer than the provider's page is open. */
export const ATTEMPT_MS = 10 * 60_000;

/** A cookie that no script reads and no other site sends along with a form. */
export interface SessionCookie {
  read(c: Context): string | undefined;
  write(c: Context, id: string): void;
  clear(c: Context): void;
  /** Of a sign-in with the provider that has begun. */
  readAttempt(c: Context): string | undefined;
  writeAttempt(c: Context, attempt: string): void;
  clearAttempt(c: Context): void;
}

/** Without encryption browsers take no `__Host-` cookie: that is for loopback addresses alone. */
export function createSessionCookie({ isSecure }: { isSecure: boolean }): SessionCookie {
  const options: CookieOptions = { path: '/', httpOnly: true, sameSite: 'Lax' };
  const write = (c: Context, name: string, value: string, maxAge?: number) => {
    const age = maxAge === undefined ? {} : { maxAge };
    const safe = isSecure ? ({ prefix: 'host', secure: true } as const) : {};
    setCookie(c, name, value, { ...options, ...safe, ...age });
  };
  const read = (c: Context, name: string) =>
    isSecure ? getCookie(c, name, 'host') : getCookie(c, name);
  return {
    read: (c) => read(c, NAME),
    write: (c, id) => write(c, NAME, id),
    clear: (c) => write(c, NAME, '', 0),
    readAttempt: (c) => read(c, ATTEMPT_NAME),
    writeAttempt: (c, attempt) => write(c, ATTEMPT_NAME, attempt, ATTEMPT_MS / 1000),
    clearAttempt: (c) => write(c, ATTEMPT_NAME, '', 0),
  };
}
