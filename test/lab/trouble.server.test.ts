import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Lab } from './lab.ts';
import { LabEnforcer } from './lab-enforcer.ts';
import { proxies } from './targets.ts';

let lab: Lab;
let fake: Server;
let fakeUrl: string;
/** What stands between the enforcer and a switch does instead of passing requests on. */
let trouble: 'ok-and-nothing' | 'slow' | 'refuses' | undefined;

beforeAll(async () => {
  lab = await Lab.start();
  fake = createServer(async (request, response) => {
    const body = await text(request);
    const { method, id } = JSON.parse(body);
    if (trouble === 'slow') return;
    const isWrite = method === 'htable.setxs';
    if (trouble === 'ok-and-nothing' && isWrite) {
      response.end(JSON.stringify({ jsonrpc: '2.0', result: 'Ok. Key set to new value.', id }));
      return;
    }
    if (trouble === 'refuses' && isWrite) {
      const error = { code: 500, message: 'Failed to set the item' };
      response.writeHead(500).end(JSON.stringify({ jsonrpc: '2.0', error, id }));
      return;
    }
    const passed = await fetch(lab.switch.rpcUrl, { method: 'POST', body });
    response.writeHead(passed.status).end(await passed.text());
  });
  await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve));
  fakeUrl = `http://127.0.0.1:${(fake.address() as AddressInfo).port}/RPC`;
});
afterAll(async () => {
  fake.close();
  fake.closeAllConnections();
  await lab[Symbol.asyncDispose]();
});

describe('a switch in trouble', () => {
  it.each([
    ['ok-and-nothing', /holds 0 of 2 entries/],
    ['slow', /got no answer/],
    ['refuses', /Failed to set the item/],
  ] as const)('%s: is no bar, is told, and is tried until it is one', async (what, problem) => {
    await using enforcer = await LabEnforcer.start({
      targets: proxies(fakeUrl),
      lines: { 'sub-1': ['0312340001'] },
    });
    await lab.switch.rpc('htable.flush', ['bar']);
    trouble = what;
    const id = await enforcer.decide('sub-1');
    await vi.waitFor(
      async () => {
        const restriction = await enforcer.read(id);
        expect(restriction.problem).toMatch(problem);
        expect(restriction.state).toBe('applying');
      },
      { timeout: 10_000 },
    );
    trouble = undefined;
    await vi.waitFor(async () => expect((await enforcer.read(id)).state).toBe('applied'), {
      timeout: 20_000,
    });
  });

  it('shows which lines of which node are barred while another is away', async () => {
    await using enforcer = await LabEnforcer.start({
      targets: proxies(lab.switch.rpcUrl, 'http://127.0.0.1:9/RPC'),
      lines: { 'sub-1': ['0312340001'] },
    });
    await lab.switch.rpc('htable.flush', ['bar']);
    const id = await enforcer.decide('sub-1');
    await vi.waitFor(async () => expect((await enforcer.read(id)).problem).toMatch(/node-2/), {
      timeout: 10_000,
    });
    const rows = await enforcer.ledger.run(
      'select node, key, read_at is not null as barred from bar_entry where restriction_id = $1 order by node, key',
      [id],
    );
    expect(rows).toEqual([
      { node: 'proxies/node-1', key: '0312340001', barred: true },
      { node: 'proxies/node-1', key: 'sub-1', barred: true },
      { node: 'proxies/node-2', key: '0312340001', barred: false },
      { node: 'proxies/node-2', key: 'sub-1', barred: false },
    ]);
    await lab.call({
      caller: { user: '0312340001', password: 'lab-password-1' },
      ...{ dialled: ['010224601123456'], expected: 'barred' },
    });
    expect(await lab.switch.rpc('htable.get', ['bar', '0312340001'])).toMatchObject({
      item: { value: expect.stringContaining(id) },
    });
  });
});
