import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { ConsoleEnv } from './env.ts';
import { claimedPerson } from './person.ts';

const COOKIE = 'sekisho-name';
const SHIFT_S = 43_200;
const LONGEST = 100;
/** Under these names programs write down what they do. */
const PROGRAMS = ['auto', 'breaker', 'restore'];

/** Sets `person` by the name that somebody gave once, which counts as a claim. */
export function claimedName(): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const name = nameIn(getCookie(c, COOKIE) ?? '');
    c.set('person', name === undefined ? undefined : claimedPerson(name));
    await next();
  };
}

/** @returns nothing for what is no person's name */
export function nameIn(text: string): string | undefined {
  const name = text.normalize('NFKC').trim();
  const isBad = name === '' || name.length > LONGEST || /\p{Cc}/u.test(name);
  return isBad || PROGRAMS.includes(name.toLowerCase()) ? undefined : name;
}

export function keepName(c: Context, name: string): void {
  setCookie(c, COOKIE, name, { path: '/', maxAge: SHIFT_S, httpOnly: true, sameSite: 'Strict' });
}
