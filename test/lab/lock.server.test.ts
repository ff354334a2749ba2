import { lockSubscriber, requestRelease } from '@sekisho/ledger';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { DEVICES } from './customers.ts';
import { Lab } from './lab.ts';
import { LabEnforcer } from './lab-enforcer.ts';
import { proxies } from './targets.ts';

const [locked] = DEVICES;
const GUINEA = '010224601123456';
let lab: Lab;

beforeAll(async () => {
  lab = await Lab.start();
});
afterAll(() => lab[Symbol.asyncDispose]());
beforeEach(() => lab.switch.rpc('htable.flush', ['bar']));

it.each(['lock', 'fraud'] as const)(
  'a line that is locked and barred for fraud is open when both are gone, the %s first',
  async (first) => {
    await using enforcer = await LabEnforcer.start({
      targets: proxies(lab.switch.rpcUrl),
      lines: { 'sub-1': [locked.user] },
    });
    const { ledger } = enforcer;
    const becomes = (id: string, state: string) =>
      vi.waitFor(async () => expect(await enforcer.read(id)).toMatchObject({ state }), {
        timeout: 20_000,
      });
    const call = (expected: 'answered' | 'barred') =>
      lab.call({ caller: locked, dialled: [GUINEA], expected });

    const fraud = await enforcer.decide('sub-1');
    await becomes(fraud, 'applied');
    const { service } = await enforcer.read(fraud);
    const asked = { service, subscriber: 'sub-1', by: 'sato', reason: 'by telephone' };
    const lock = (await lockSubscriber(ledger, { ...asked, now: Date.now() })).restrictionId;
    await enforcer.look();
    await becomes(lock, 'applied');
    await call('barred');

    const [one, other] = first === 'lock' ? [lock, fraud] : [fraud, lock];
    for (const [restrictionId, expected] of [
      [one, 'barred'],
      [other, 'answered'],
    ] as const) {
      await requestRelease(ledger, { restrictionId, by: 'abe', reason: 'over', now: Date.now() });
      await enforcer.look();
      await becomes(restrictionId, 'released');
      await call(expected);
    }
  },
);
