import { expect, it } from 'vitest';
import { beginHold, endHold, holderOf, openHolds } from './hold.ts';
import { embeddedDatabase } from './testing/embedded-database.ts';

const database = embeddedDatabase();
const request = { service: 'hikari', by: 'sato', reason: 'a new rate deck', now: 1000 };

it('holds a service until it is ended, and keeps who began it', async () => {
  const { ledger } = database;
  expect(await holderOf(ledger, 'hikari')).toBeUndefined();
  const hold = await beginHold(ledger, request);
  expect(hold).toEqual({ service: 'hikari', by: 'sato', reason: 'a new rate deck', since: 1000 });
  expect(await beginHold(ledger, { ...request, by: 'abe', now: 2000 })).toEqual(hold);
  expect(await holderOf(ledger, 'hikari')).toBe('sato');
  expect(await holderOf(ledger, 'denwa')).toBeUndefined();
  expect(await openHolds(ledger)).toEqual([hold]);
  expect(await endHold(ledger, { ...request, by: 'abe', now: 3000 })).toEqual(hold);
  expect(await openHolds(ledger)).toEqual([]);
  await expect(endHold(ledger, request)).rejects.toMatchObject({ code: 'conflict' });
  expect(await beginHold(ledger, { ...request, now: 4000 })).toMatchObject({ since: 4000 });
});

it('holds all by a star, whatever else is held', async () => {
  const { ledger } = database;
  await beginHold(ledger, { ...request, service: '*' });
  expect(await holderOf(ledger, 'denwa')).toBe('sato');
  await endHold(ledger, { ...request, service: '*' });
  expect(await holderOf(ledger, 'denwa')).toBeUndefined();
});
