import { approveRestriction, barEntriesOf, requestRelease } from '@sekisho/ledger';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AT_HOME, DEVICES, EMERGENCY, TRUNK } from './customers.ts';
import { type Calls, Lab } from './lab.ts';
import { LabEnforcer } from './lab-enforcer.ts';
import { proxies } from './targets.ts';

const [barred, other] = DEVICES;
const GUINEA = '010224601123456';
const LINES = { 'sub-1': [barred.user, TRUNK.identity], 'sub-2': [other.user] };
let lab: Lab;
let enforcer: LabEnforcer;

beforeAll(async () => {
  lab = await Lab.start();
});
afterAll(() => lab[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const table of ['bar', 'bardest', 'barallow']) await lab.switch.rpc('htable.flush', [table]);
  enforcer = await LabEnforcer.start({ targets: proxies(lab.switch.rpcUrl), lines: LINES });
});
afterEach(() => enforcer[Symbol.asyncDispose]());

const eventually = (expectation: () => Promise<void>, timeout = 15_000) =>
  vi.waitFor(expectation, { timeout, interval: 50 });
const becomes = (id: string, state: string) =>
  eventually(async () => expect((await enforcer.read(id)).state).toBe(state), 15_000);
const refused = (calls: Omit<Calls, 'expected'>) => lab.call({ ...calls, expected: 'barred' });
const answered = (calls: Omit<Calls, 'expected'>) => lab.call({ ...calls, expected: 'answered' });
const held = async () => JSON.stringify(await lab.switch.rpc('htable.dump', ['bar']));

describe('a decision', () => {
  it('bars every line of the contract, and nobody else', async () => {
    const id = await enforcer.decide('sub-1');
    await becomes(id, 'applied');
    await refused({ caller: barred, dialled: [GUINEA] });
    await refused({ caller: { address: TRUNK.address }, dialled: [GUINEA] });
    await answered({ caller: other, dialled: [GUINEA] });
    await answered({ caller: barred, dialled: [...AT_HOME] });
    await answered({ caller: barred, dialled: [...EMERGENCY] });
    const entries = await barEntriesOf(enforcer.ledger, id);
    expect(entries.map(({ key }) => key)).toEqual([barred.user, 'sub-1', TRUNK.identity]);
    expect(entries.every(({ readAt }) => readAt !== null)).toBe(true);
  });

  it('is lifted whole when a person releases it', async () => {
    const id = await enforcer.decide('sub-1');
    await becomes(id, 'applied');
    const request = { restrictionId: id, by: 'tanaka', reason: 'asked', now: Date.now() };
    await requestRelease(enforcer.ledger, request);
    await becomes(id, 'released');
    await answered({ caller: barred, dialled: [GUINEA] });
    expect(await held()).toBe('[]');
    expect(await barEntriesOf(enforcer.ledger, id)).toEqual([]);
  });

  it('ends in time with the enforcer dead', async () => {
    const id = await enforcer.decide('sub-1', 4000);
    await becomes(id, 'applied');
    await enforcer.halt();
    await refused({ caller: barred, dialled: [GUINEA] });
    await new Promise((resolve) => setTimeout(resolve, 5500));
    await answered({ caller: barred, dialled: [GUINEA] });
  });

  it('ends calls abroad that are up, and no other', async () => {
    const abroad = await lab.begin({ caller: barred, dialled: [GUINEA], expected: 'held' });
    const home = await lab.begin({ caller: barred, dialled: ['0312345678'], expected: 'held' });
    const others = await lab.begin({ caller: other, dialled: [GUINEA], expected: 'held' });
    await eventually(async () => {
      expect(await lab.switch.rpc('dlg.stats_active')).toMatchObject({ ongoing: 3 });
    });
    const id = await enforcer.decide('sub-1');
    await becomes(id, 'applied');
    expect(await abroad.ended).toBe('');
    const left = JSON.stringify(await lab.switch.rpc('dlg.list'));
    expect(left).toContain('0312345678');
    expect(left).toContain(other.user);
    const [row] = await enforcer.ledger.run<{ detail: unknown }>(
      "select detail from restriction_transition where restriction_id = $1 and to_state = 'applied'",
      [id],
    );
    expect(row?.detail).toMatchObject({
      ended: [{ identity: barred.user, node: 'proxies/node-1' }],
    });
    expect(JSON.stringify(row)).not.toContain('224601123456');
    await Promise.all([home.stop(), others.stop()]);
  });

  it('restores what somebody else had in its place', async () => {
    await lab.switch.rpc('htable.setxs', ['bar', barred.user, 'by hand', 3000]);
    const id = await enforcer.decide('sub-1');
    await becomes(id, 'applied');
    expect(await held()).not.toContain('by hand');
    const request = { restrictionId: id, by: 'tanaka', reason: 'asked', now: Date.now() };
    await requestRelease(enforcer.ledger, request);
    await becomes(id, 'released');
    expect(await lab.switch.rpc('htable.get', ['bar', barred.user])).toMatchObject({
      item: { value: 'by hand' },
    });
  });

  it('leaves a line barred that another restriction still bars', async () => {
    const first = await enforcer.decide('sub-1');
    await becomes(first, 'applied');
    const second = await enforcer.decide(`line:${barred.user}`, 7_200_000);
    await becomes(second, 'applied');
    await requestRelease(enforcer.ledger, {
      ...{ restrictionId: second, by: 'tanaka', reason: 'asked', now: Date.now() },
    });
    await becomes(second, 'released');
    await refused({ caller: barred, dialled: [GUINEA] });
    expect(await held()).toContain(first);
  });
});

describe('a decision about less than a contract', () => {
  it('bars one trunk of it alone', async () => {
    await becomes(
      await enforcer.decide('sub-1', 60_000, `international:${TRUNK.identity}`),
      'applied',
    );
    await refused({ caller: { address: TRUNK.address }, dialled: [GUINEA] });
    await answered({ caller: barred, dialled: [GUINEA] });
  });

  it('stops where no target knows what is asked', async () => {
    const id = await enforcer.decide('sub-1', 60_000, 'everything');
    await becomes(id, 'failed');
  });
});

describe('the switch', () => {
  it('is barred again within 10 s after it forgot everything', async () => {
    const ids = [await enforcer.decide('sub-1'), await enforcer.decide('sub-2')];
    for (const id of ids) await becomes(id, 'applied');
    // The start is told in whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await lab.switch.restart();
    const restartedAt = performance.now();
    await eventually(async () => expect(await held()).toContain(ids[1]!), 10_000);
    expect(performance.now() - restartedAt).toBeLessThan(10_000);
    await refused({ caller: barred, dialled: [GUINEA] });
    await refused({ caller: other, dialled: [GUINEA] });
  });

  it('is not asked to bar again what a person took away, until a person says so', async () => {
    const id = await enforcer.decide('sub-1');
    await becomes(id, 'applied');
    await new Promise((resolve) => setTimeout(resolve, 600));
    await lab.switch.rpc('htable.delete', ['bar', barred.user]);
    await eventually(async () => {
      expect((await enforcer.read(id)).problem).toMatch(/^lifted by hand on proxies\/node-1/);
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await answered({ caller: barred, dialled: [GUINEA] });
    await refused({ caller: { address: TRUNK.address }, dialled: [GUINEA] });
    await approveRestriction(enforcer.ledger, {
      ...{ restrictionId: id, by: 'tanaka', reason: 'a mistake', now: Date.now() },
    });
    await eventually(async () => expect(await held()).toContain(`"${barred.user}"`));
    await becomes(id, 'applied');
    await refused({ caller: barred, dialled: [GUINEA] });
  });

  it('keeps the bars of others, which are reported', async () => {
    await lab.switch.rpc('htable.setxs', [
      'bar',
      other.user,
      'r-elsewhere;until=1795407039000',
      600,
    ]);
    const id = await enforcer.decide('sub-1');
    await becomes(id, 'applied');
    await eventually(async () => {
      expect(await enforcer.metrics.text()).toMatch(
        /drift\{node="proxies\/node-1",kind="foreign".*\} 1/,
      );
    });
    await refused({ caller: other, dialled: [GUINEA] });
  });
});
