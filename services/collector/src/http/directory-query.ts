import type { HttpBindings } from '@hono/node-server';
import { DIRECTORY_ENCODINGS, directoryTime } from '@sekisho/ledger';
import type { Context } from 'hono';
import { DirectoryFault } from './directory-fault.ts';

// What a request names, each checked: DirectoryFault `bad-parameter` tells which is wrong.

type RequestContext = Context<{ Bindings: HttpBindings }>;

const MOST_UNKNOWN = 10_000;
const UNKNOWN_SHOWN = 100;

export function pathPart(c: RequestContext, name: string): string {
  return checked(name, c.req.param(name) ?? '');
}

export function isSet(c: RequestContext, name: string): boolean {
  const value = c.req.query(name) ?? '0';
  if (!['0', '1'].includes(value)) throw badQuery(name, 'write 1 or 0');
  return value === '1';
}

export function timeIn(c: RequestContext, name: string): number | undefined {
  const value = c.req.query(name);
  if (value === undefined) return undefined;
  const time = directoryTime(value);
  if (Number.isNaN(time)) throw badQuery(name, 'write 2026-04-01 or 2026-04-01T09:00:00%2B09:00');
  return time;
}

export function limitIn(c: RequestContext): number {
  const value = c.req.query('limit') ?? String(UNKNOWN_SHOWN);
  const isRight = /^[1-9]\d{0,4}$/.test(value) && Number(value) <= MOST_UNKNOWN;
  if (!isRight) throw badQuery('limit', `write a number from 1 to ${MOST_UNKNOWN}`);
  return Number(value);
}

export function encodingIn(c: RequestContext) {
  const value = c.req.query('encoding');
  const known = DIRECTORY_ENCODINGS.find((name) => name === value);
  if (value !== known) throw badQuery('encoding', `write ${DIRECTORY_ENCODINGS.join(', ')}`);
  return known;
}

export function nameIn(c: RequestContext, name: string): string {
  return checked(name, c.req.query(name) || 'http');
}

/** The ledger takes no control characters. */
function checked(name: string, value: string): string {
  if (/^\P{Cc}{1,200}$/u.test(value)) return value;
  throw badQuery(name, 'write 1 to 200 characters, none of them a control character');
}

function badQuery(parameter: string, message: string): DirectoryFault {
  return new DirectoryFault(400, 'bad-parameter', { parameter, message });
}
