import { requestRelease } from '@sekisho/ledger';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DEVICES } from './customers.ts';
import { Lab } from './lab.ts';
import { LabEnforcer } from './lab-enforcer.ts';
import { proxies } from './targets.ts';

const [barred, other] = DEVICES;
const GUINEA = '010224601123456';
let first: Lab;
let second: Lab;

beforeAll(async () => {
  first = await Lab.start();
  second = await Lab.start();
});
afterAll(async () => {
  await first[Symbol.asyncDispose]();
  await second[Symbol.asyncDispose]();
});

const held = async ({ switch: proxy }: Lab) =>
  JSON.stringify(await proxy.rpc('htable.dump', ['bar']));

it('holds on both, is not applied while one is away, and is put back on that one alone', async () => {
  await using enforcer = await LabEnforcer.start({
    targets: proxies(first.switch.rpcUrl, second.switch.rpcUrl),
    lines: { 'sub-1': [barred.user], 'sub-2': [other.user] },
  });
  const becomes = (id: string, state: string) =>
    vi.waitFor(async () => expect((await enforcer.read(id)).state).toBe(state), 20_000);
  const id = await enforcer.decide('sub-1');
  await becomes(id, 'applied');
  for (const lab of [first, second]) {
    await lab.call({ caller: barred, dialled: [GUINEA], expected: 'barred' });
    await lab.call({ caller: other, dialled: [GUINEA], expected: 'answered' });
  }

  await second.switch.stop();
  const late = await enforcer.decide('sub-2');
  await vi.waitFor(
    async () => expect(await enforcer.read(late)).toMatchObject({ state: 'applying' }),
    10_000,
  );
  await vi.waitFor(
    () => first.call({ caller: other, dialled: [GUINEA], expected: 'barred' }),
    10_000,
  );
  expect((await enforcer.read(late)).state).toBe('applying');

  await second.switch.start();
  await becomes(late, 'applied');
  await vi.waitFor(async () => expect(await held(second)).toContain(id), 15_000);
  for (const caller of [barred, other])
    await second.call({ caller, dialled: [GUINEA], expected: 'barred' });

  const asked = { by: 'tanaka', reason: 'ours', now: Date.now() };
  for (const restrictionId of [id, late])
    await requestRelease(enforcer.ledger, { restrictionId, ...asked });
  for (const restrictionId of [id, late]) await becomes(restrictionId, 'released');
  expect([await held(first), await held(second)]).toEqual(['[]', '[]']);
});
