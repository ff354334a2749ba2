import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  ABROAD,
  ANNOUNCEMENT_ADDRESS,
  ANNOUNCEMENT_USER,
  AT_HOME,
  DEVICES,
  EMERGENCY,
  TRUNK,
} from './customers.ts';
import { Lab } from './lab.ts';
import { freeUdpPorts } from './ports.ts';
import { announcingScenario, answeringScenario, transferScenario } from './scenarios.ts';
import type { RunningSipp } from './sipp.ts';

const [barred, other] = DEVICES;
const GUINEA = '010224601123456';
let lab: Lab;
let announcementPort = 0;
let announcing: RunningSipp;
let collector: Server;
const events: { event: string; callId: string; called?: string }[] = [];

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    const lines = (await text(request)).split('\n').filter((line) => line !== '');
    events.push(...lines.map((line) => JSON.parse(line)));
    response.writeHead(202).end('{}');
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  [announcementPort = 0] = await freeUdpPorts(1);
  lab = await Lab.start({
    announcement: `${ANNOUNCEMENT_ADDRESS}:${announcementPort}`,
    collector: {
      url: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
      token: 'any',
    },
  });
  announcing = announce(announcingScenario(ANNOUNCEMENT_USER));
  for (const line of [barred.user, TRUNK.identity]) {
    await lab.switch.rpc('htable.setxs', ['bar', line, 'r-1;until=1', 600]);
  }
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  collector.close();
  collector.closeAllConnections();
});

it('who is barred hears the announcement, however it dials abroad', async () => {
  await lab.call({ caller: barred, dialled: ABROAD, expected: 'announced' });
  await lab.call({
    caller: { address: TRUNK.address },
    dialled: [GUINEA],
    expected: 'announced',
  });
});

it('others, and calls home and for help, hear nothing of it', async () => {
  await lab.call({ caller: other, dialled: [GUINEA], expected: 'answered' });
  await lab.call({ caller: barred, dialled: AT_HOME, expected: 'answered' });
  await lab.call({ caller: barred, dialled: EMERGENCY, expected: 'answered' });
});

it('a transfer abroad is refused without one: its call is up', async () => {
  const call = { caller: barred, dialled: ['0312345678'] };
  await lab.play(transferScenario('+224601123456', '403'), call);
});

it.each([
  ['is refused after it', 'announced', '010224601120001', announcingScenario(ANNOUNCEMENT_USER)],
  ['is answered with it', 'answered', '010224601120002', answeringScenario()],
] as const)('a call that %s is told as refused once, and as nothing else', async (...given) => {
  const [, expected, number, scenario] = given;
  await announcing.stop();
  announcing = announce(scenario);
  await lab.call({ caller: barred, dialled: [number], expected });
  const after = number.replace('010224', '03');
  await lab.call({ caller: other, dialled: [after], expected: 'answered' });
  // Events come in their order: after this one, what came before it is there.
  await vi.waitFor(
    () => expect(events).toContainEqual(expect.objectContaining({ event: 'end', called: after })),
    { timeout: 10_000 },
  );
  const told = events.filter(({ called }) => called === number);
  expect(told).toMatchObject([{ event: 'barred' }]);
  expect(events.filter(({ callId }) => callId === told[0]?.callId)).toHaveLength(1);
});

function announce(scenario: string): RunningSipp {
  return lab.run({ scenario, address: ANNOUNCEMENT_ADDRESS, port: announcementPort });
}
