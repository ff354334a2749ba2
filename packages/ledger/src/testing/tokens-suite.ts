import { describe, expect, it } from 'vitest';
import {
  createToken,
  LONGEST_TOKEN_MS,
  listTokens,
  revokeToken,
  useToken,
} from '../access/api-token.ts';
import { auditEntries, auditHead } from '../audit.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);
const DAY_MS = 86_400_000;

/** What must hold of tokens, whichever engine the ledger is in. */
export function describeTokens(database: Pick<TestDatabase, 'ledger'>): void {
  const create = (changes: Partial<Parameters<typeof createToken>[1]> = {}) =>
    createToken(database.ledger, {
      name: 'ticket system',
      scopes: ['alerts:read'],
      services: ['hikari'],
      by: 'abe',
      until: now + DAY_MS,
      now,
      ...changes,
    });
  const use = (token: string, at = now) => useToken(database.ledger, token, at);

  describe('a token', () => {
    it('is good as it was given out, and in no other form', async () => {
      const { token, ...created } = await create();
      expect(token).toMatch(new RegExp(`^sek_${created.prefix}_[0-9a-f]{64}$`));
      expect(await use(token)).toEqual({ ...created, usedAt: now });
      const other = await create();
      for (const wrong of [
        '',
        token.slice(0, -1),
        `${token}0`,
        token.toUpperCase(),
        `sek_${created.prefix}_${'0'.repeat(64)}`,
        `sek_${created.prefix}_${other.token.split('_')[2]}`,
      ]) {
        expect(await use(wrong), wrong).toBeUndefined();
      }
    });

    it('is not to be had from what the ledger keeps and tells', async () => {
      const { seq } = await auditHead(database.ledger);
      const { token, prefix } = await create();
      await use(token);
      await revokeToken(database.ledger, { prefix, by: 'ito', reason: 'lost', now: now + 1 });
      const told = await auditEntries(database.ledger, { from: seq + 1, limit: 10 });
      expect(told.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
        ['abe', 'token.created', `token:${prefix}`],
        ['ito', 'token.revoked', `token:${prefix}`],
      ]);
      const rows = await database.ledger.run('select * from api_token');
      expect(JSON.stringify([rows, told])).not.toContain(token.split('_')[2]);
    });

    it('ends in its time, or when it is revoked', async () => {
      const { token } = await create();
      expect(await use(token, now + DAY_MS - 1)).toBeDefined();
      expect(await use(token, now + DAY_MS)).toBeUndefined();
      const { token: second, prefix } = await create();
      const revocation = { prefix, by: 'ito', reason: 'lost', now };
      await revokeToken(database.ledger, revocation);
      expect(await use(second)).toBeUndefined();
      await expect(revokeToken(database.ledger, revocation)).rejects.toMatchObject({
        code: 'conflict',
      });
    });

    it.each([
      ['lasts for over a year', { until: now + LONGEST_TOKEN_MS + 1 }],
      ['is over', { until: now }],
      ['may do nothing', { scopes: [] }],
      ['is for no service', { services: [] }],
    ])('is refused where it %s', async (_, changes) => {
      await expect(create(changes)).rejects.toMatchObject({ code: 'invalid' });
    });

    it('shows when it was last used', async () => {
      const { token, prefix } = await create();
      const usedAt = async () => {
        const tokens = await listTokens(database.ledger);
        return tokens.find((each) => each.prefix === prefix)!.usedAt;
      };
      expect(await usedAt()).toBeNull();
      await use(token, now + 1);
      await use(token, now + 2);
      expect(await usedAt()).toBe(now + 1);
      await use(token, now + 60_001);
      expect(await usedAt()).toBe(now + 60_001);
    });
  });
}
