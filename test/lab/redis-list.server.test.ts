import { placeDestination, readDestination } from '@sekisho/ledger';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { AT_HOME, DEVICES } from './customers.ts';
import { Lab } from './lab.ts';
import { LabEnforcer } from './lab-enforcer.ts';
import { type LabRedis, startLabRedis } from './lab-redis.ts';

const [barred, other] = DEVICES;
const GUINEA = '010224601123456';
const LONDON = '010442071234567';
let redis: LabRedis;
let lab: Lab;

beforeAll(async () => {
  redis = await startLabRedis();
  lab = await Lab.start({ redisPort: redis.port });
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});
beforeEach(() => redis.signal('SIGCONT'));

const startEnforcer = (service: string) =>
  LabEnforcer.start({
    targets: {
      targets: {
        list: {
          ...{ kind: 'redis', nodes: { main: redis.url }, timeout: 200, longest: 2_678_400_000 },
          ...{ lines: ['as-written'], countryCode: '81' },
        },
      },
      services: { [service]: ['list'] },
    },
    lines: { 'sub-1': [barred.user], 'sub-2': [other.user] },
  });

it('bars on every proxy that asks the list, applied, read back and lifted by the enforcer', async () => {
  await using enforcer = await startEnforcer('*');
  const id = await enforcer.decide('sub-1', 8000);
  await vi.waitFor(async () => expect((await enforcer.read(id)).state).toBe('applied'), 10_000);
  await lab.call({ caller: barred, dialled: [GUINEA], expected: 'barred' });
  await lab.call({ caller: other, dialled: [GUINEA], expected: 'answered' });
  await vi.waitFor(async () => expect((await enforcer.read(id)).state).toBe('expired'), 15_000);
  await lab.call({ caller: barred, dialled: [GUINEA], expected: 'answered' });
});

it('closes a destination on them, but for whom it excepts and what is allowed by name', async () => {
  await using enforcer = await startEnforcer('hikari');
  const { ledger } = enforcer;
  const { destinationId } = await placeDestination(ledger, {
    ...{ service: 'hikari', prefix: '224', by: 'sato', reason: 'forty lines call there' },
    ...{ forMs: 3_600_000, exceptions: ['sub-1'], evidence: {}, homeCountryCode: '81' },
    now: Date.now(),
  });
  await enforcer.look();
  const applied = { state: 'applied' };
  await vi.waitFor(
    async () => expect(await readDestination(ledger, destinationId)).toMatchObject(applied),
    15_000,
  );
  await lab.call({ caller: other, dialled: [GUINEA], expected: 'barred' });
  await lab.call({ caller: other, dialled: [LONDON], expected: 'answered' });
  await lab.call({ caller: barred, dialled: [GUINEA], expected: 'answered' });
  await redis.set('barallow:*:224601123456', 'a lift');
  await lab.call({ caller: other, dialled: [GUINEA], expected: 'answered' });
  await redis.set(`bar:${barred.user}`, 'by hand');
  await lab.call({ caller: barred, dialled: [LONDON], expected: 'barred' });
});

it.each(['SIGSTOP', 'SIGKILL'] as const)(
  'with the list gone (%s) calls for help are answered within a second, and the rest goes on',
  async (signal) => {
    redis.signal(signal);
    // As many that ask the list as there are workers, and more.
    const abroad = await lab.begin({
      caller: other,
      dialled: Array.from({ length: 20 }, () => GUINEA),
      ...{ expected: 'answered', rate: 50 },
    });
    const before = performance.now();
    await lab.call({ caller: barred, dialled: ['110'], expected: 'answered' });
    // SIPp starts, dials, talks for 50 ms and ends in that.
    expect(performance.now() - before).toBeLessThan(1000);
    await lab.call({ caller: barred, dialled: AT_HOME, expected: 'answered' });
    expect(await abroad.ended).toBe('');
  },
);
