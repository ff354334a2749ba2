import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import {
  ABROAD,
  AT_HOME,
  CARRIER_ADDRESS,
  DEVICES,
  ELEMENT_ADDRESS,
  EMERGENCY,
  TRUNK,
} from './customers.ts';
import { type Calls, Lab } from './lab.ts';
import { forwardingScenario, inboundScenario, transferScenario } from './scenarios.ts';

const [barred, other] = DEVICES;
const GUINEA = '010224601123456';
let lab: Lab;

beforeAll(async () => {
  lab = await Lab.start();
});
afterAll(() => lab[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const table of ['bar', 'bardest', 'barallow']) await lab.switch.rpc('htable.flush', [table]);
});

const put = (table: string, key: string, seconds = 600) =>
  lab.switch.rpc('htable.setxs', [table, key, 'r-1;until=1', seconds]);
const bar = (identity: string, seconds?: number) => put('bar', identity, seconds);
const refused = (calls: Omit<Calls, 'expected'>) => lab.call({ ...calls, expected: 'barred' });
const answered = (calls: Omit<Calls, 'expected'>) => lab.call({ ...calls, expected: 'answered' });

describe('a line that is barred', () => {
  beforeEach(() => bar(barred.user));

  it.each(ABROAD)('is refused %s, which another may call', async (number) => {
    await refused({ caller: barred, dialled: [number] });
    await answered({ caller: other, dialled: [number] });
  });

  it('calls home and for help', async () => {
    await answered({ caller: barred, dialled: AT_HOME });
    await answered({ caller: barred, dialled: EMERGENCY });
  });

  it.each(['0312340002', '0399999999', 'anonymous'])('is barred as %s too', async (from) => {
    const header = `P-Asserted-Identity: <sip:${other.user}@lab.example>`;
    await refused({ caller: barred, dialled: [GUINEA], from, header });
    await refused({
      caller: barred,
      dialled: [GUINEA],
      from,
      header: `X-Subscriber: ${other.user}`,
    });
  });

  it('does no harm to another who is called by its number', async () => {
    await answered({ caller: other, dialled: [GUINEA], from: barred.user });
  });

  it('may call again when the entry has run out, with nobody there', async () => {
    await bar(barred.user, 2);
    await refused({ caller: barred, dialled: [GUINEA] });
    await new Promise((resolve) => setTimeout(resolve, 3500));
    await answered({ caller: barred, dialled: [GUINEA] });
  });

  it('may call what is allowed by name', async () => {
    await put('barallow', `${barred.user}:22460112`);
    await put('barallow', '*:247');
    await answered({ caller: barred, dialled: [GUINEA, '003301024740123'] });
    await refused({ caller: barred, dialled: ['010224602000000', '22460112345678'] });
  });
});

describe('a trunk', () => {
  const caller = { address: TRUNK.address };

  it('is who its address says, whatever it calls itself', async () => {
    await bar(TRUNK.identity);
    for (const from of [other.user, 'anonymous']) {
      await refused({ caller, dialled: [GUINEA, '+224601123456'], from });
    }
    await answered({ caller, dialled: [...AT_HOME, ...EMERGENCY] });
  });

  it('is not barred for a line that it names', async () => {
    await bar(barred.user);
    await answered({ caller, dialled: [GUINEA], from: barred.user });
  });

  it('is barred for what it forwards', async () => {
    await bar(TRUNK.identity);
    await refused({
      caller,
      dialled: [GUINEA],
      header: `Diversion: <sip:${other.user}@lab.example>`,
    });
  });
});

describe('an element of our own', () => {
  const caller = { address: ELEMENT_ADDRESS };

  it.each([
    ['X-Subscriber', barred.user],
    ['Diversion', `<sip:${barred.user}@lab.example>`],
    ['P-Asserted-Identity', `<sip:${barred.user}@lab.example>`],
  ])('is believed who calls: %s', async (name, value) => {
    await bar(barred.user);
    await refused({ caller, dialled: [GUINEA], header: `${name}: ${value}` });
    const header = `${name}: ${value.replace(barred.user, other.user)}`;
    await answered({ caller, dialled: [GUINEA], header });
  });
});

describe('a call that is sent on', () => {
  it('is refused where the line that forwards is barred', async () => {
    await lab.phone(barred.user, forwardingScenario(GUINEA));
    const inbound = { caller: { address: CARRIER_ADDRESS }, dialled: [barred.user] };
    await lab.play(inboundScenario('200'), inbound);
    await bar(barred.user);
    await lab.play(inboundScenario('480'), inbound);
    await lab.phone(barred.user, forwardingScenario('0312345678'));
    await lab.play(inboundScenario('200'), inbound);
  });

  it('is not transferred abroad by a line that is barred', async () => {
    const call = { caller: barred, dialled: ['0312345678'] };
    await bar(barred.user);
    await lab.play(transferScenario('+224601123456', '403'), call);
    await lab.play(transferScenario('010224601123456', '403'), call);
  });
});

describe('a destination that is closed', () => {
  it('is closed to all in every form, and nothing else is', async () => {
    await put('bardest', '224');
    await put('barallow', `${other.user}:224`);
    await refused({ caller: barred, dialled: [GUINEA, '+224601123456', '0033010224601123456'] });
    await refused({ caller: { address: TRUNK.address }, dialled: ['00224601123456'] });
    await answered({ caller: barred, dialled: ['003301024740123', ...AT_HOME] });
    await answered({ caller: other, dialled: [GUINEA] });
  });
});
