import {
  approveDestination,
  auditEntries,
  type DestinationRequest,
  placeDestination,
  proposeDestination,
  readDestination,
  releaseDestination,
} from '@sekisho/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEVICES } from './customers.ts';
import { Lab } from './lab.ts';
import { LabEnforcer } from './lab-enforcer.ts';
import { proxies } from './targets.ts';

const [excepted, other] = DEVICES;
const GUINEA = '010224601123456';
const LONDON = '010442071234567';
const HOUR = 3_600_000;
const lines = { 'sub-1': [excepted.user], 'sub-2': [other.user] };
let lab: Lab;

beforeAll(async () => {
  lab = await Lab.start();
});
afterAll(() => lab[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const table of ['bar', 'bardest']) await lab.switch.rpc('htable.flush', [table]);
});

const asked = (changes: Partial<DestinationRequest> = {}): DestinationRequest => ({
  ...{ service: 'hikari', prefix: '224', by: 'sato', reason: 'forty lines call there' },
  ...{ forMs: HOUR, exceptions: ['sub-1'], evidence: {}, homeCountryCode: '81', now: Date.now() },
  ...changes,
});
const asPerson = (by: string) => ({ by, reason: 'seen', now: Date.now() });

async function reaches({ ledger }: LabEnforcer, destinationId: string, state: string) {
  await vi.waitFor(
    async () => expect(await readDestination(ledger, destinationId)).toMatchObject({ state }),
    { timeout: 15_000 },
  );
}

const calls = (
  caller: (typeof DEVICES)[number],
  dialled: string,
  expected: 'answered' | 'barred',
) => lab.call({ caller, dialled: [dialled], expected });

describe('a destination that two people closed', () => {
  it('is closed at the switch but for whom it excepts, and open when released', async () => {
    await using enforcer = await LabEnforcer.start({ targets: proxies(lab.switch.rpcUrl), lines });
    const { ledger } = enforcer;
    const { destinationId } = await proposeDestination(ledger, asked());
    for (const by of ['tanaka', 'abe']) {
      await approveDestination(ledger, { destinationId, ...asPerson(by) });
    }
    await enforcer.look();
    await reaches(enforcer, destinationId, 'applied');
    await calls(other, GUINEA, 'barred');
    await calls(other, LONDON, 'answered');
    await calls(excepted, GUINEA, 'answered');
    // Whoever is excepted is barred as all others where the line itself is.
    const id = await enforcer.decide('sub-1');
    await vi.waitFor(async () => expect((await enforcer.read(id)).state).toBe('applied'), 10_000);
    await calls(excepted, GUINEA, 'barred');
    await releaseDestination(ledger, { destinationId, ...asPerson('ito') });
    await enforcer.look();
    await reaches(enforcer, destinationId, 'released');
    await calls(other, GUINEA, 'answered');
    const told = await auditEntries(ledger, { from: 1, subject: destinationId, limit: 20 });
    expect(told.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'sato destination.proposed',
      'tanaka destination.proposed',
      'abe destination.applying',
      'auto destination.applied',
      'ito destination.releasing',
      'auto destination.released',
    ]);
  });

  it('is put back where it is gone, and is no foreign entry', async () => {
    await using enforcer = await LabEnforcer.start({ targets: proxies(lab.switch.rpcUrl), lines });
    const { destinationId } = await placeDestination(enforcer.ledger, asked());
    await enforcer.look();
    await reaches(enforcer, destinationId, 'applied');
    await vi.waitFor(async () => expect(await driftOf(enforcer)).toEqual([]), 10_000);
    await lab.switch.rpc('htable.delete', ['bardest', '224']);
    await vi.waitFor(() => calls(other, GUINEA, 'barred'), { timeout: 20_000 });
    await vi.waitFor(async () => expect(await driftOf(enforcer)).toEqual([]), 10_000);
  });

  it('excepts no longer whom a later restriction does not, and ends when the last is gone', async () => {
    await using enforcer = await LabEnforcer.start({ targets: proxies(lab.switch.rpcUrl), lines });
    const { ledger } = enforcer;
    const alone = await placeDestination(ledger, asked());
    await enforcer.look();
    await reaches(enforcer, alone.destinationId, 'applied');
    const { destinationId } = await proposeDestination(
      ledger,
      asked({ exceptions: [], forMs: 5 * HOUR }),
    );
    for (const by of ['tanaka', 'abe']) {
      await approveDestination(ledger, { destinationId, ...asPerson(by) });
    }
    await enforcer.look();
    await reaches(enforcer, destinationId, 'applied');
    await calls(excepted, GUINEA, 'barred');
    await releaseDestination(ledger, { destinationId, ...asPerson('ito') });
    await enforcer.look();
    await reaches(enforcer, destinationId, 'released');
    // The one placed alone still stands, with its own end and its own exceptions.
    await calls(other, GUINEA, 'barred');
    await calls(excepted, GUINEA, 'answered');
    await releaseDestination(ledger, { destinationId: alone.destinationId, ...asPerson('ito') });
    await enforcer.look();
    await reaches(enforcer, alone.destinationId, 'released');
    await calls(other, GUINEA, 'answered');
  });
});

it('is refused, with the reason, where a target would close it for other services too', async () => {
  const targets = proxies(lab.switch.rpcUrl);
  const services = { hikari: ['proxies'], '*': ['proxies'] };
  await using enforcer = await LabEnforcer.start({ targets: { ...targets, services }, lines });
  const { destinationId } = await placeDestination(enforcer.ledger, asked());
  await enforcer.look();
  await reaches(enforcer, destinationId, 'failed');
  const { problem } = await readDestination(enforcer.ledger, destinationId);
  expect(problem).toMatch(/proxies would restrict it for hikari, \* at once/);
});

async function driftOf({ metrics }: LabEnforcer): Promise<string[]> {
  const text = await metrics.text();
  return text.split('\n').filter((line) => /^sekisho_enforcer_drift\{.*\} [1-9]/.test(line));
}
