import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { createLog } from '@sekisho/runtime';
import { describe, expect, it } from 'vitest';
import { openTarget, openTargets } from './open-targets.ts';
import type { TargetSettings } from './targets-file.ts';
import { whyNoDestination } from './why-no-destination.ts';

const database = embeddedDatabase();
const common = { lines: ['as-written' as const], countryCode: '81', timeout: 500 };
const SETTINGS = {
  dry: { kind: 'dry-run' },
  hosted: { kind: 'webhook', url: 'http://127.0.0.1:9', secretFile: 'x'.repeat(32), ...common },
  proxies: {
    kind: 'kamailio',
    nodes: { tokyo: 'http://127.0.0.1:9/RPC' },
    longest: 2_678_400_000,
    teardown: true,
    ...common,
  },
} satisfies Record<string, TargetSettings>;

type Name = keyof typeof SETTINGS;
const log = createLog('enforcer', 'silent');
const lines = { lift: ['0312340009'] } as Record<string, string[]>;
const parts = () => ({
  ledger: database.ledger,
  linesOf: async (subscriber: string) => lines[subscriber] ?? [],
  log,
  now: Date.now,
});
const place = { key: 'd-1', service: 'hikari', prefix: '224', until: Date.now() + 60_000 };
const request = { ...place, exceptions: [], idempotencyKey: 'd-1-1', fence: 1 };

describe('a destination of a service', () => {
  it('is restricted where each of its targets can', async () => {
    const target = openTargets({ targets: SETTINGS, services: { hikari: ['dry'] } }, parts());
    expect(whyNoDestination(target, 'hikari')).toBeUndefined();
    await target.destinations!.apply(request);
    expect(await target.destinations!.readBack(place)).toMatchObject({ until: place.until });
    await target.destinations!.release({ ...request, priorState: null });
    expect(await target.destinations!.readBack(place)).toBeUndefined();
  });

  it.each([
    [{ hikari: ['dry', 'hosted'] }, /^hosted cannot restrict a destination$/],
    [{ '*': ['hosted'] }, /^hosted cannot restrict a destination$/],
    [{ hikari: ['proxies'], other: ['proxies'] }, /^proxies would restrict it for hikari, other/],
    [{ other: ['dry'] }, /nothing for service hikari/],
  ] as [Record<string, Name[]>, RegExp][])(
    'is refused by %j, with the reason',
    async (services, message) => {
      const target = openTargets({ targets: SETTINGS, services }, parts());
      const refused = { code: 'refused', message: expect.stringMatching(message) };
      await expect(async () => target.destinations!.apply(request)).rejects.toMatchObject(refused);
      expect(whyNoDestination(target, 'hikari')).toMatch(message);
    },
  );

  it('is asked of a person with the lines that it excepts', async () => {
    const instructions = '{action} {identities} until {until}.';
    const settings = { kind: 'manual', instructions, ...common } as const;
    const { destinations } = openTarget('desk', settings, parts());
    const asked = destinations!.apply({ ...request, exceptions: ['lift'] });
    await expect(asked).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(
        /apply destination:224 until \S+ But not for: lift, 0312340009$/,
      ),
    });
  });
});

it('does not ask a person to open a line that another restriction bars', async () => {
  const settings = { kind: 'manual', instructions: '{action}', ...common } as const;
  const target = openTarget('desk', settings, parts());
  const barring = { key: 'r-1', service: 'hikari', subscriber: 'N1', scope: 'international' };
  const release = { ...barring, until: place.until, priorState: null };
  const named = { idempotencyKey: 'r-1-3', fence: 1 };
  await target.release({ ...release, ...named, stillBarredBy: 'r-2' });
  await expect(target.release({ ...release, ...named })).rejects.toMatchObject({
    code: 'unreachable',
  });
});
