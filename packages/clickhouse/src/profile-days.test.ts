import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProfileDays } from './profile-days.ts';
import type { ProfileDayRow } from './rows.ts';
import { openStore } from './store.ts';
import { buildProfileDayRow } from './test-rows.ts';
import { migratedEngine } from './test-store.ts';

const DAY_MS = 86_400_000;
const first = Date.UTC(2026, 3, 1);

const row = fc.record({
  topic: fc.constantFrom('cdr', 'other'),
  partition: fc.nat(2),
  subscriber: fc.constantFrom('sub-1', 'sub-2'),
  day: fc.nat(3).map((days) => first + days * DAY_MS),
  offset: fc.nat(1000),
  monthsAgo: fc.constantFrom(0, 2),
});

describe('closed days', () => {
  const store = migratedEngine();

  async function read(partitions: readonly number[], since: number) {
    const found = [];
    for await (const block of readProfileDays(store.engine, 'cdr', partitions, since)) {
      found.push(...block);
    }
    return found;
  }

  it('are read back once each, as they were written last, whatever is merged', async () => {
    const rows = await openStore(store.engine);
    const batches = fc.array(fc.array(row, { maxLength: 6 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(batches, fc.boolean(), async (made, isMerged) => {
        await store.engine.command('truncate table profile_day');
        const written = new Map<string, ProfileDayRow>();
        for (const batch of made) {
          for (const { monthsAgo, ...fields } of batch) {
            const ingestedAt = Date.now() - monthsAgo * 31 * DAY_MS;
            const profile = `{"of":${fields.offset}}`;
            const one = buildProfileDayRow({ ...fields, profile, ingestedAt });
            rows.appendProfileDay(one);
            const key = `${one.partition} ${one.subscriber} ${one.day}`;
            if (one.topic === 'cdr' && one.offset >= (written.get(key)?.offset ?? 0)) {
              written.set(key, one);
            }
          }
          await rows.flush();
        }
        if (isMerged) await store.engine.command('optimize table profile_day final');
        const expected = [...written]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, { partition, subscriber, day, profile }]) => ({
            partition,
            subscriber,
            day,
            profile,
          }));
        expect(await read([0, 1, 2], first)).toEqual(expected);
        const since = first + DAY_MS;
        expect(await read([1], since)).toEqual(
          expected.filter(({ partition, day }) => partition === 1 && day >= since),
        );
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
